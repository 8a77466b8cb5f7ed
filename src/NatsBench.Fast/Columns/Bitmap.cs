namespace NatsBench.Fast.Columns;

/// <summary>Bits in bytes, lowest bit first.</summary>
internal static class Bitmap
{
    public static int ByteCount(int bits) => (bits + 7) >> 3;

    public static bool Get(ReadOnlySpan<byte> bitmap, int index) => (bitmap[index >> 3] & (1 << (index & 7))) != 0;

    public static void Set(Span<byte> bitmap, int index) => bitmap[index >> 3] |= (byte)(1 << (index & 7));
}
