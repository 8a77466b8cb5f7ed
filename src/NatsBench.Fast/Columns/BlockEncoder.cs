using System.Buffers;
using System.Runtime.InteropServices;
using K4os.Compression.LZ4;
using NatsBench.Fast.Format;

namespace NatsBench.Fast.Columns;

/// <summary>Turns the cells of a block into the bytes of a file: encoding, presence, LZ4. The mirror image of <see cref="BlockDecoder"/>.</summary>
internal sealed class BlockEncoder
{
    // Looking for the number of images takes a millisecond where there is none; few cells are not worth it.
    private const int MinSearchedCells = 64;

    private byte[] _packed = [];
    private byte[] _scratch = [];
    private byte[] _compressed = [];
    private readonly ArrayBufferWriter<byte> _numbers = new();

    /// <summary>Packs one block.</summary>
    /// <param name="cells">The cells, little-endian.</param>
    /// <param name="type">What they are.</param>
    /// <param name="stride">Cells an item.</param>
    /// <param name="present">Bitmap of the cells that hold a number; empty when all do.</param>
    /// <param name="none">Bitmap of the cells that hold <c>None</c>; empty when no cell does.</param>
    /// <param name="isSearched">False where doubles are known to be neither fractions nor counts of images, and texts to be random.</param>
    public PackedBlock Encode(
        ReadOnlySpan<byte> cells, ElementType type, int stride, ReadOnlySpan<byte> present, ReadOnlySpan<byte> none, bool isSearched = true)
    {
        int width = type.Width();
        Grow(ref _packed, cells.Length + present.Length + none.Length);

        BlockEncoding encoding = EncodeCells(cells, type, width, stride, present, isSearched, out int length);
        present.CopyTo(_packed.AsSpan(length));
        length += present.Length;
        none.CopyTo(_packed.AsSpan(length));
        length += none.Length;

        ReadOnlySpan<byte> packed = _packed.AsSpan(0, length);
        Grow(ref _compressed, LZ4Codec.MaximumOutputSize(length));
        // Texts are few and compress well (the level after this takes four times as long for a fifth less); packed numbers hardly do.
        int compressed = LZ4Codec.Encode(packed, _compressed.AsSpan(), type == ElementType.Bytes && isSearched ? LZ4Level.L10_OPT : LZ4Level.L00_FAST);
        bool smaller = compressed > 0 && compressed < length;
        return new PackedBlock
        {
            Stored = smaller ? _compressed.AsSpan(0, compressed) : packed,
            PackedLength = length,
            Encoding = encoding,
            Compression = smaller ? BlockCompression.Lz4 : BlockCompression.None,
            Presence = !none.IsEmpty ? BlockPresence.BitmapAndNone
                : !present.IsEmpty ? BlockPresence.Bitmap : BlockPresence.All,
        };
    }

    private BlockEncoding EncodeCells(ReadOnlySpan<byte> cells, ElementType type, int width, int stride, ReadOnlySpan<byte> present, bool isSearched, out int length)
    {
        if (AllEqual(cells, width))
        {
            cells[..width].CopyTo(_packed);
            length = width;
            return BlockEncoding.Constant;
        }

        length = cells.Length;
        switch (type)
        {
            case ElementType.Bytes:
                cells.CopyTo(_packed);
                return BlockEncoding.Plain;
            case ElementType.Int32 or ElementType.Int64:
                Grow(ref _scratch, cells.Length);
                DeltaEncoding.Encode(cells, width, _scratch.AsSpan(0, cells.Length));
                ByteShuffle.Encode(_scratch.AsSpan(0, cells.Length), width, _packed);
                return BlockEncoding.Delta;
            default:
                if (stride > 1 && TryKeepOnePerItem(cells, width, stride, out length))
                {
                    ByteShuffle.Encode(_scratch.AsSpan(0, length), width, _packed);
                    return BlockEncoding.Repeated;
                }
                ReadOnlySpan<double> numbers = MemoryMarshal.Cast<byte, double>(cells);
                isSearched &= numbers.Length >= MinSearchedCells;
                if (isSearched && TryKeep(CountEncoding.TryEncode(numbers, present, stride, Emptied()), cells.Length, out length))
                    return BlockEncoding.Count;
                if (isSearched && TryKeep(FractionEncoding.TryEncode(numbers, present, stride, Emptied()), cells.Length, out length))
                    return BlockEncoding.Fraction;
                ByteShuffle.Encode(cells, width, _packed);
                length = cells.Length;
                return BlockEncoding.Shuffled;
        }
    }

    private ArrayBufferWriter<byte> Emptied()
    {
        _numbers.ResetWrittenCount();
        return _numbers;
    }

    // An encoding that succeeded but saves nothing is not worth its decoding.
    private bool TryKeep(bool encoded, int plainLength, out int length)
    {
        length = _numbers.WrittenCount;
        if (!encoded || length >= plainLength)
            return false;
        _numbers.WrittenSpan.CopyTo(_packed);
        return true;
    }

    private bool TryKeepOnePerItem(ReadOnlySpan<byte> cells, int width, int stride, out int length)
    {
        int itemBytes = width * stride;
        length = cells.Length / stride;
        Grow(ref _scratch, length);
        for (int item = 0, kept = 0; item < cells.Length; item += itemBytes, kept += width)
        {
            ReadOnlySpan<byte> itemCells = cells.Slice(item, itemBytes);
            if (!AllEqual(itemCells, width))
                return false;
            itemCells[..width].CopyTo(_scratch.AsSpan(kept));
        }
        return true;
    }

    // Equal cells are cells equal to their right neighbour: one overlapping comparison.
    private static bool AllEqual(ReadOnlySpan<byte> cells, int width) => cells[width..].SequenceEqual(cells[..^width]);

    private static void Grow(ref byte[] buffer, int length)
    {
        if (buffer.Length < length)
            buffer = new byte[int.Max(length, buffer.Length * 2)];
    }
}
