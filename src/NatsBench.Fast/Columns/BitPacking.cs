using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace NatsBench.Fast.Columns;

/// <summary>
/// Integers in as many bits as the largest of a group needs: for each group of 64 (the last may be shorter) a byte with
/// the width, then the values one after another, lowest bit first, padded to a whole byte.
/// </summary>
internal static class BitPacking
{
    public const int GroupSize = 64;

    private const int MaxWidth = 64;

    public static void Encode(ReadOnlySpan<ulong> values, IBufferWriter<byte> target)
    {
        for (int start = 0; start < values.Length; start += GroupSize)
        {
            ReadOnlySpan<ulong> group = values.Slice(start, int.Min(GroupSize, values.Length - start));
            ulong union = 0;
            foreach (ulong value in group)
                union |= value;
            int width = 64 - BitOperations.LeadingZeroCount(union);
            int length = ByteCount(group.Length, width);
            Span<byte> bytes = target.GetSpan(1 + length)[..(1 + length)];
            bytes.Clear();
            bytes[0] = (byte)width;
            WriteGroup(group, width, bytes[1..]);
            target.Advance(1 + length);
        }
    }

    /// <summary>Reads what <see cref="Encode"/> wrote and moves past it.</summary>
    /// <returns>False when the bytes end too soon or a width is impossible.</returns>
    public static bool TryDecode(ref ReadOnlySpan<byte> source, Span<ulong> values)
    {
        for (int start = 0; start < values.Length; start += GroupSize)
            if (!TryDecodeGroup(ref source, values.Slice(start, int.Min(GroupSize, values.Length - start))))
                return false;
        return true;
    }

    /// <summary>Reads one group, of at most 64 values, and moves past it.</summary>
    /// <returns>False when the bytes end too soon or the width is greater than it may be.</returns>
    public static bool TryDecodeGroup(ref ReadOnlySpan<byte> source, scoped Span<ulong> group, int maxWidth = MaxWidth)
    {
        if (source.IsEmpty || source[0] > maxWidth)
            return false;
        int width = source[0], length = 1 + ByteCount(group.Length, width);
        if (source.Length < length)
            return false;
        BitUnpacking.Read(source[1..], width, group);
        source = source[length..];
        return true;
    }

    private static int ByteCount(int count, int width) => (count * width + 7) >> 3;

    private static void WriteGroup(ReadOnlySpan<ulong> group, int width, Span<byte> bytes)
    {
        ulong pending = 0;
        int pendingBits = 0, at = 0;
        foreach (ulong value in group)
        {
            pending |= value << pendingBits;
            int free = 64 - pendingBits;
            if (width >= free)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(bytes[at..], pending);
                at += sizeof(ulong);
                pending = free == 64 ? 0 : value >> free;
                pendingBits = width - free;
            }
            else
            {
                pendingBits += width;
            }
        }
        for (; pendingBits > 0; pendingBits -= 8, pending >>= 8)
            bytes[at++] = (byte)pending;
    }
}
