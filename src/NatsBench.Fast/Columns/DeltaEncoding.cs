using System.Runtime.InteropServices;

namespace NatsBench.Fast.Columns;

/// <summary>Differences of neighbouring integers: rising indices become small numbers. Wraps around, so every input has a way back.</summary>
internal static class DeltaEncoding
{
    public static void Encode(ReadOnlySpan<byte> cells, int width, Span<byte> deltas)
    {
        if (width == sizeof(int))
            Encode<int>(cells, deltas);
        else
            Encode<long>(cells, deltas);
    }

    public static void Decode(Span<byte> cells, int width)
    {
        if (width == sizeof(int))
            RunningSums.Run(MemoryMarshal.Cast<byte, int>(cells));
        else
            RunningSums.Run(MemoryMarshal.Cast<byte, long>(cells));
    }

    private static void Encode<T>(ReadOnlySpan<byte> cells, Span<byte> deltas)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        ReadOnlySpan<T> source = MemoryMarshal.Cast<byte, T>(cells);
        Span<T> target = MemoryMarshal.Cast<byte, T>(deltas);
        T previous = T.Zero;
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = unchecked(source[i] - previous);
            previous = source[i];
        }
    }
}
