using System.Numerics;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Columns;

/// <summary>From the integers of <see cref="FractionEncoding"/> to its doubles: <c>(m · 2^-k) / n</c>. <see cref="Scalar"/> is the definition.</summary>
internal static class FractionMeans
{
    /// <summary>Replaces integers by the doubles they stand for.</summary>
    /// <param name="cells">On entry the bits of an m each.</param>
    /// <param name="scale">2^-k.</param>
    /// <param name="division">By n.</param>
    public static void Decode(Span<double> cells, double scale, ImageDivision division)
    {
        int vectors = Vector.IsHardwareAccelerated ? cells.Length - cells.Length % Vector<double>.Count : 0;
        ref double first = ref MemoryMarshal.GetReference(cells);
        for (int i = 0; i < vectors; i += Vector<double>.Count)
        {
            Vector<long> integers = Vector.AsVectorInt64(Vector.LoadUnsafe(ref first, (nuint)i));
            division.Divide(Vector.ConvertToDouble(integers) * scale).StoreUnsafe(ref first, (nuint)i);
        }
        Scalar(cells[vectors..], scale, division);
    }

    public static void Scalar(Span<double> cells, double scale, ImageDivision division)
    {
        foreach (ref double cell in cells)
            cell = division.Scalar(BitConverter.DoubleToInt64Bits(cell) * scale);
    }
}
