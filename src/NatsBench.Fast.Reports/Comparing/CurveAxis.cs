namespace NatsBench.Fast.Reports.Comparing;

/// <summary>What a curve runs over.</summary>
public enum CurveAxis
{
    /// <summary>Seconds since the trial began.</summary>
    Seconds,

    /// <summary>Evaluations.</summary>
    Evaluations,
}
