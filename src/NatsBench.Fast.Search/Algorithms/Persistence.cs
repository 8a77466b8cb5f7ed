namespace NatsBench.Fast.Search.Algorithms;

/// <summary>Whether an algorithm goes on when the budget is spent.</summary>
public enum Persistence
{
    /// <summary>It stops: the evaluation that oversteps the budget is the last.</summary>
    UntilBudget,

    /// <summary>It knows no budget: it goes on until the two log points nearest to it are known, on which the reported accuracy depends.</summary>
    UntilInterpolated,

    /// <summary>It goes on until it has nothing more to propose, or says otherwise.</summary>
    UntilDone,
}
