using System.IO.Hashing;
using System.Runtime.InteropServices;
using K4os.Compression.LZ4;
using NatsBench.Fast.Format;

namespace NatsBench.Fast.Columns;

/// <summary>Turns the bytes of a block back into cells. The mirror image of <see cref="BlockEncoder"/>; distrusts what it reads.</summary>
internal static class BlockDecoder
{
    /// <summary>Bytes of room that a block is unpacked in before its cells are made of them; 0 for most.</summary>
    public static int RoomFor(in BlockEntry entry) =>
        entry is not { Compression: BlockCompression.Lz4 } or { Encoding: BlockEncoding.Plain, Presence: BlockPresence.All } ? 0 : entry.PackedLength;

    /// <summary>Checks and unpacks one block.</summary>
    /// <param name="entry">The block's entry, whose bounds have been checked.</param>
    /// <param name="stored">Its bytes in the file.</param>
    /// <param name="room">As much as <see cref="RoomFor"/> says.</param>
    /// <param name="width">Bytes a cell.</param>
    /// <param name="cells">Receives the cells; as long as all of them.</param>
    /// <param name="present">Receives the bitmap of cells that hold a number; null when all do.</param>
    /// <param name="none">Receives the bitmap of cells that hold <c>None</c>; null when no cell does.</param>
    /// <returns>Null, or what is wrong with the block.</returns>
    public static string? Decode(
        in BlockEntry entry, ReadOnlySpan<byte> stored, Span<byte> room, int width, Span<byte> cells, out byte[]? present, out byte[]? none)
    {
        present = none = null;
        if (XxHash3.HashToUInt64(stored) != entry.Hash)
            return "its checksum does not fit";

        int bitmaps = (int)entry.Presence;
        int bitmapLength = Bitmap.ByteCount(entry.CellCount);
        int encodedLength = EncodedLength(entry, width, bitmaps * bitmapLength);
        if (encodedLength < 0 || bitmaps > (int)BlockPresence.BitmapAndNone)
            return $"encoding {(byte)entry.Encoding} with presence {(byte)entry.Presence} is unknown to this version";
        if (entry.PackedLength != encodedLength + bitmaps * bitmapLength)
            return $"it packs {entry.PackedLength} bytes where its cells need {encodedLength + bitmaps * bitmapLength}";

        switch (entry.Compression)
        {
            case BlockCompression.None when entry.StoredLength == entry.PackedLength:
                return Unpack(entry, stored, width, cells, encodedLength, bitmapLength, out present, out none);
            case BlockCompression.Lz4 when entry is { Encoding: BlockEncoding.Plain, Presence: BlockPresence.All }:
                // Texts: what LZ4 unpacks is what is wanted, and large enough that a buffer between would show.
                return LZ4Codec.Decode(stored, cells) == entry.PackedLength ? null : "its LZ4 data does not unpack";
            case BlockCompression.Lz4:
                return LZ4Codec.Decode(stored, room) == entry.PackedLength
                    ? Unpack(entry, room, width, cells, encodedLength, bitmapLength, out present, out none)
                    : "its LZ4 data does not unpack";
            default:
                return $"compression {(byte)entry.Compression} does not fit";
        }
    }

    private static int EncodedLength(in BlockEntry entry, int width, int bitmapsLength) => entry.Encoding switch
    {
        BlockEncoding.Plain or BlockEncoding.Shuffled => entry.CellCount * width,
        BlockEncoding.Delta when width > 1 => entry.CellCount * width,
        BlockEncoding.Constant => width,
        BlockEncoding.Repeated => entry.ItemCount * width,
        // Their length depends on the numbers.
        BlockEncoding.Fraction or BlockEncoding.Count when width == sizeof(double) => entry.PackedLength - bitmapsLength,
        _ => -1,
    };

    /// <returns>Null, or what is wrong.</returns>
    private static string? Unpack(
        in BlockEntry entry, ReadOnlySpan<byte> packed, int width, Span<byte> cells,
        int encodedLength, int bitmapLength, out byte[]? present, out byte[]? none)
    {
        present = none = null;
        ReadOnlySpan<byte> encoded = packed[..encodedLength];
        Span<double> numbers = width == sizeof(double) ? MemoryMarshal.Cast<byte, double>(cells) : default;
        switch (entry.Encoding)
        {
            case BlockEncoding.Plain:
                encoded.CopyTo(cells);
                break;
            case BlockEncoding.Constant:
                Fill(cells, encoded);
                break;
            case BlockEncoding.Shuffled:
                ByteShuffle.Decode(encoded, width, cells);
                break;
            case BlockEncoding.Repeated:
                // Unshuffled into the tail, spread from the front: an item's cells never overtake the ones still to spread.
                Span<byte> tail = cells[^encodedLength..];
                ByteShuffle.Decode(encoded, width, tail);
                int itemBytes = entry.Stride * width;
                for (int item = 0; item < entry.ItemCount; item++)
                    Fill(cells.Slice(item * itemBytes, itemBytes), tail.Slice(item * width, width));
                break;
            case BlockEncoding.Delta:
                ByteShuffle.Decode(encoded, width, cells);
                DeltaEncoding.Decode(cells, width);
                break;
            case BlockEncoding.Fraction when !FractionEncoding.TryDecode(encoded, entry.Stride, numbers):
            case BlockEncoding.Count when !CountEncoding.TryDecode(encoded, entry.Stride, numbers):
                return $"its {entry.Encoding} data does not unpack";
        }
        present = entry.Presence >= BlockPresence.Bitmap ? packed.Slice(encodedLength, bitmapLength).ToArray() : null;
        none = entry.Presence == BlockPresence.BitmapAndNone ? packed.Slice(encodedLength + bitmapLength, bitmapLength).ToArray() : null;
        return null;
    }

    private static void Fill(Span<byte> cells, ReadOnlySpan<byte> cell)
    {
        switch (cell.Length)
        {
            case sizeof(byte):
                cells.Fill(cell[0]);
                break;
            case sizeof(int):
                MemoryMarshal.Cast<byte, int>(cells).Fill(MemoryMarshal.Read<int>(cell));
                break;
            default:
                MemoryMarshal.Cast<byte, long>(cells).Fill(MemoryMarshal.Read<long>(cell));
                break;
        }
    }
}
