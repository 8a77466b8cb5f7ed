namespace NatsBench.Fast.Conversion.Archives;

/// <summary>How the record of an architecture is laid out.</summary>
internal enum RecordLayout
{
    /// <summary>A dict of settings by their official keys.</summary>
    NatsBench,

    /// <summary>NAS-Bench-201's: <c>less</c> and <c>full</c>, which are the settings <c>12</c> and <c>200</c>; what a trial lacks its library takes as None.</summary>
    NasBench201,
}
