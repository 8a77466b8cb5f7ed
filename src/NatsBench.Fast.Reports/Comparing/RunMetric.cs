namespace NatsBench.Fast.Reports.Comparing;

/// <summary>What trials are compared by.</summary>
public enum RunMetric
{
    /// <summary>Reported test accuracy, percent.</summary>
    Test,

    /// <summary>Reported validation accuracy, percent.</summary>
    Valid,

    /// <summary>How far the incumbent's test accuracy is below the best there is, percent points; the less the better.</summary>
    Regret,

    /// <summary>Test accuracy between the exact expectation of one random architecture (0) and the exact best (1).</summary>
    Normalised,

    /// <summary>Validation accuracy on the same scale of its own.</summary>
    NormalisedValid,
}
