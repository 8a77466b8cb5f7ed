namespace NatsBench.Fast.Schema;

/// <summary>The columns of <see cref="ColumnPart.Extra"/>, each keyed by the extra column's name; the number is what the file stores.</summary>
internal enum ExtraColumnKind : byte
{
    /// <summary>Bytes: what the extra column is, JSON.</summary>
    Description = 1,

    /// <summary>Float64, one an architecture of the space, by index: its numbers.</summary>
    Values = 2,
}
