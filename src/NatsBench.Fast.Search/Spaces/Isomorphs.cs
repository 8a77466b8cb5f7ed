namespace NatsBench.Fast.Search.Spaces;

/// <summary>What becomes of cells that compute the same by symmetry (<see cref="NatsBenchmark.UniqueString"/>).</summary>
public enum Isomorphs
{
    /// <summary>Each is an architecture of its own, as in the paper: 15,625 cells.</summary>
    Separate,

    /// <summary>Each of the 6,466 classes is its member of the lowest index, with that member's numbers.</summary>
    Lowest,

    /// <summary>Each class is its member of the lowest index, with the mean of all members' numbers.</summary>
    Mean,
}
