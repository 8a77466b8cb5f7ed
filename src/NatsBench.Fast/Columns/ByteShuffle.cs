namespace NatsBench.Fast.Columns;

/// <summary>
/// Regroups cells byte by byte: all first bytes, then all second bytes, … Neighbouring curve values share sign and
/// exponent, so LZ4 finds runs where it would find none in whole doubles.
/// </summary>
internal static class ByteShuffle
{
    public static void Encode(ReadOnlySpan<byte> cells, int width, Span<byte> target)
    {
        int count = cells.Length / width;
        for (int plane = 0; plane < width; plane++)
        {
            Span<byte> bytes = target.Slice(plane * count, count);
            for (int i = 0, source = plane; i < bytes.Length; i++, source += width)
                bytes[i] = cells[source];
        }
    }

    public static void Decode(ReadOnlySpan<byte> shuffled, int width, Span<byte> cells)
    {
        int count = shuffled.Length / width;
        for (int plane = 0; plane < width; plane++)
        {
            ReadOnlySpan<byte> bytes = shuffled.Slice(plane * count, count);
            for (int i = 0, target = plane; i < bytes.Length; i++, target += width)
                cells[target] = bytes[i];
        }
    }
}
