using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Columns;

/// <summary>From the integers of <see cref="FractionEncoding"/> to its doubles: <c>(m · 2^-k) / n</c>. <see cref="Scalar"/> is the definition.</summary>
internal readonly struct FractionMeans(int images)
{
    private const int ChunkSize = 64;

    private readonly ImageDivision _division = new(images);

    /// <summary>Replaces integers by the doubles they stand for.</summary>
    /// <param name="cells">On entry the bits of an m each.</param>
    /// <param name="stride">Cells an item.</param>
    /// <param name="powers">k of each item.</param>
    public void Decode(Span<double> cells, int stride, ReadOnlySpan<byte> powers)
    {
        Span<double> scales = stackalloc double[ChunkSize];
        if (stride == 1)
        {
            for (int start = 0; start < cells.Length; start += ChunkSize)
            {
                Span<double> chunk = cells.Slice(start, int.Min(ChunkSize, cells.Length - start));
                for (int i = 0; i < chunk.Length; i++)
                    scales[i] = FractionEncoding.PowerOfTwo(-powers[start + i]);
                Decode(chunk, scales);
            }
            return;
        }
        foreach (byte power in powers)
        {
            Span<double> item = cells[..stride];
            scales[..int.Min(ChunkSize, stride)].Fill(FractionEncoding.PowerOfTwo(-power));
            for (; item.Length > ChunkSize; item = item[ChunkSize..])
                Decode(item[..ChunkSize], scales);
            Decode(item, scales);
            cells = cells[stride..];
        }
    }

    /// <summary>Replaces integers by doubles.</summary>
    /// <param name="cells">On entry the bits of an m each.</param>
    /// <param name="scales">2^-k of each.</param>
    public void Scalar(Span<double> cells, ReadOnlySpan<double> scales)
    {
        for (int i = 0; i < cells.Length; i++)
            cells[i] = _division.Scalar(BitConverter.DoubleToInt64Bits(cells[i]) * scales[i]);
    }

    private void Decode(Span<double> cells, ReadOnlySpan<double> scales)
    {
        int vectors = Vector.IsHardwareAccelerated ? cells.Length - cells.Length % Vector<double>.Count : 0;
        ref double cell = ref MemoryMarshal.GetReference(cells);
        ref long integer = ref Unsafe.As<double, long>(ref cell);
        ref double scale = ref MemoryMarshal.GetReference(scales[..cells.Length]);
        for (nuint i = 0; i < (nuint)vectors; i += (nuint)Vector<double>.Count)
            _division.Divide(Vector.ConvertToDouble(Vector.LoadUnsafe(ref integer, i)) * Vector.LoadUnsafe(ref scale, i)).StoreUnsafe(ref cell, i);
        Scalar(cells[vectors..], scales[vectors..]);
    }
}
