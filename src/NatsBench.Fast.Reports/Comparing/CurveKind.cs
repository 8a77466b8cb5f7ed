namespace NatsBench.Fast.Reports.Comparing;

/// <summary>What a trial's curve is between its log points.</summary>
public enum CurveKind
{
    /// <summary>A step function: at each time the best of the trainings that have ended by then; absent before the first one ends.</summary>
    Incumbent,

    /// <summary>The paper's: on the straight line through the two log points nearest to the time, which may lie on one side of it.</summary>
    PaperInterpolation,
}
