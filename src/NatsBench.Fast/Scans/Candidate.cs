namespace NatsBench.Fast.Scans;

/// <summary>One candidate that a scan found.</summary>
/// <param name="Index">Its position in the column: the architecture's index, for a column in the table's order.</param>
/// <param name="Value">Its value in the scanned column, in the column's unit.</param>
public readonly record struct Candidate(int Index, double Value);
