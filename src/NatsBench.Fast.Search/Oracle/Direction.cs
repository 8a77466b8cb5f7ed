namespace NatsBench.Fast.Search.Oracle;

/// <summary>Which values of a quantity are the better ones.</summary>
public enum Direction
{
    /// <summary>The smaller, as of costs.</summary>
    Minimise,

    /// <summary>The greater, as of accuracies.</summary>
    Maximise,
}
