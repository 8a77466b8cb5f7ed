using NatsBench.Fast.Records;

namespace NatsBench.Fast.Reading;

/// <summary>One decoded block of a curve column.</summary>
internal sealed class CurveBlock(double[] cells, CellBitmaps bitmaps, int firstTrial, int firstEpoch, int stride)
{
    /// <summary>Bytes that keeping the block costs.</summary>
    public long Bytes => (long)cells.Length * sizeof(double);

    public CurveSlice this[int trial] => new(cells, bitmaps, (trial - firstTrial) * stride, stride, firstEpoch);
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
}
