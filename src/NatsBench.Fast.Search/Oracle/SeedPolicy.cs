namespace NatsBench.Fast.Search.Oracle;

/// <summary>Which of an architecture's stored seeds answers.</summary>
public enum SeedPolicy
{
    /// <summary>Each training draws one of them, uniformly: the paper's.</summary>
    Sampled,

    /// <summary>The mean over all of them.</summary>
    Mean,

    /// <summary>A trial draws u in [0, 1) once, and an architecture with s stored seeds answers with number ⌊u·s⌋.</summary>
    Trial,
}
