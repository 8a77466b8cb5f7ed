namespace NatsBench.Fast.Records;

/// <summary>What an archive holds at one epoch of a <see cref="Curve"/>.</summary>
public enum CellState : byte
{
    /// <summary>The epoch is not in the record: asking for it is refused.</summary>
    Absent = 0,

    /// <summary>A number, NaN and infinities included.</summary>
    Number = 1,

    /// <summary>The epoch is in the record with Python's <c>None</c> as its value.</summary>
    None = 2,
}
