using NatsBench.Fast.Columns;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Reading;

/// <summary>Which cells hold numbers; both null when all do.</summary>
internal readonly struct CellBitmaps(byte[]? present, byte[]? none)
{
    public bool AllNumbers => present is null;

    public CellState StateAt(int cell) =>
        present is null || Bitmap.Get(present, cell) ? CellState.Number
        : none is not null && Bitmap.Get(none, cell) ? CellState.None : CellState.Absent;
}
