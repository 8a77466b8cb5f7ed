namespace NatsBench.Fast.Model;

/// <summary>Which values of a quantity are the better ones: <c>lower</c> or <c>higher</c> in files.</summary>
public enum Direction
{
    /// <summary>The smaller, as of costs.</summary>
    Minimise,

    /// <summary>The greater, as of accuracies.</summary>
    Maximise,
}
