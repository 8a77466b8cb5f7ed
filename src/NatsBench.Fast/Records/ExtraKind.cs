namespace NatsBench.Fast.Records;

/// <summary>How the numbers of an extra column came to be; files and JSON say it in lower case.</summary>
public enum ExtraKind
{
    /// <summary>Measured on a device, or on a trained or untrained network.</summary>
    Measured,

    /// <summary>Told by a model that was fitted to measurements.</summary>
    Predicted,

    /// <summary>Computed from other numbers.</summary>
    Derived,

    /// <summary>Made up for tests: never to be cited.</summary>
    Synthetic,
}
