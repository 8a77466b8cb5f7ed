using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Columns;

/// <summary>From the counts of <see cref="CountEncoding"/> to its percentages, as <see cref="BatchedMean.Of"/> defines them.</summary>
internal readonly struct CountMeans
{
    private readonly BatchedMean _mean;
    private readonly ImageDivision _division;

    public CountMeans(BatchedMean mean)
    {
        _mean = mean;
        _division = new(mean.Images);
    }

    /// <summary>Replaces counts by the percentages they stand for.</summary>
    /// <param name="cells">On entry the bits of a count of correct images each.</param>
    /// <param name="ofLast">How many of them are in the last batch, fewer than 2^24 each: exact as float32.</param>
    public void Decode(Span<double> cells, ReadOnlySpan<ulong> ofLast)
    {
        int step = 2 * Vector<double>.Count;
        int vectors = Vector.IsHardwareAccelerated ? cells.Length - cells.Length % step : 0;
        ref double cell = ref MemoryMarshal.GetReference(cells);
        ref long count = ref Unsafe.As<double, long>(ref cell);
        ref long last = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<ulong, long>(ofLast)[..cells.Length]);
        for (int i = 0; i < vectors; i += step)
        {
            nuint low = (nuint)i, high = low + (nuint)Vector<double>.Count;
            Vector<long> lastLow = Vector.LoadUnsafe(ref last, low), lastHigh = Vector.LoadUnsafe(ref last, high);
            Vector<float> shares = Vector.Narrow(Vector.ConvertToDouble(lastLow), Vector.ConvertToDouble(lastHigh)) * _mean.LastShare;
            Vector.Widen(shares, out Vector<double> shareLow, out Vector<double> shareHigh);
            Of(Vector.LoadUnsafe(ref count, low) - lastLow, shareLow).StoreUnsafe(ref cell, low);
            Of(Vector.LoadUnsafe(ref count, high) - lastHigh, shareHigh).StoreUnsafe(ref cell, high);
        }
        Scalar(cells[vectors..], ofLast[vectors..]);
    }

    public void Scalar(Span<double> cells, ReadOnlySpan<ulong> ofLast)
    {
        for (int i = 0; i < cells.Length; i++)
            cells[i] = _mean.Of(BitConverter.DoubleToInt64Bits(cells[i]), (long)ofLast[i]);
    }

    // Correct images of the whole batches, and the rounded percentage of the last.
    private Vector<double> Of(Vector<long> ofWhole, Vector<double> lastShare) =>
        _division.Divide(100.0 * Vector.ConvertToDouble(ofWhole) + lastShare * _mean.LastSize);
}
