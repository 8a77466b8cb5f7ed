namespace NatsBench.Fast.OneShot.Replay;

/// <summary>A replay in one precision.</summary>
/// <param name="Trace">The trace's name.</param>
/// <param name="IsDouble">float64, which decides; or float32.</param>
/// <param name="Parts">Its steps, and what comes between them, in order.</param>
public sealed record ReplayReport(string Trace, bool IsDouble, IReadOnlyList<ReplayPart> Parts)
{
    /// <summary>True when everything is within its tolerance.</summary>
    public bool IsWithin => Parts.All(part => part.Beyond == 0);

    /// <summary>The largest difference of all parts.</summary>
    public double Largest => Parts.Count == 0 ? 0 : Parts.Max(part => part.Largest);
}
