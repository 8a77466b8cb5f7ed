using NatsBench.Fast.Format;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Reading;

/// <summary>One decoded block of a curve column.</summary>
internal sealed class CurveBlock(double[] cells, CellBitmaps bitmaps, in BlockEntry entry)
{
    private readonly int _stride = entry.Stride;

    /// <summary>Bytes that keeping the block costs.</summary>
    public long Bytes => (long)cells.Length * sizeof(double);

    /// <summary>The first trial whose curve is here.</summary>
    public int FirstTrial { get; } = entry.FirstItem;

    /// <summary>The trial after the last one.</summary>
    public int EndTrial { get; } = entry.FirstItem + entry.ItemCount;

    /// <summary>The epoch of each curve's first cell, 0-based.</summary>
    public int FirstEpoch { get; } = entry.Origin;

    /// <summary>The epoch after the last cell's.</summary>
    public int EndEpoch => FirstEpoch + _stride;

    public CurveSlice this[int trial] => new(cells, bitmaps, (trial - FirstTrial) * _stride, _stride, FirstEpoch);
}

/// <summary>The curve of one trial inside a decoded block.</summary>
internal readonly struct CurveSlice(double[] cells, CellBitmaps bitmaps, int start, int length, int firstEpoch)
{
    public int FirstEpoch => firstEpoch;

    public int EndEpoch => firstEpoch + length;

    /// <summary>The values of the window; only those whose state is a number mean anything.</summary>
    public ReadOnlySpan<double> Values => cells.AsSpan(start, length);

    public CellState StateAt(int epoch) =>
        (uint)(epoch - firstEpoch) >= (uint)length ? CellState.Absent : bitmaps.StateAt(start + epoch - firstEpoch);

    public double ValueAt(int epoch) => cells[start + epoch - firstEpoch];

    /// <summary>True when every epoch from one to another has a number.</summary>
    public bool HasNumbers(int first, int last)
    {
        for (int epoch = first; epoch <= last; epoch++)
            if (StateAt(epoch) != CellState.Number)
                return false;
        return true;
    }
}
