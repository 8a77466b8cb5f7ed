namespace NatsBench.Fast.Reports.Runs;

/// <summary>What the seconds of runs are.</summary>
public enum RunClock
{
    /// <summary>There are none.</summary>
    Absent,

    /// <summary>Training times that a table tells, added up.</summary>
    Simulated,

    /// <summary>Time that passed while somebody searched.</summary>
    Measured,

    /// <summary>The source has seconds and does not say which.</summary>
    Unknown,
}
