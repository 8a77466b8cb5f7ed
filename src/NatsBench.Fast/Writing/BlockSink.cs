using System.IO.Hashing;
using NatsBench.Fast.Columns;
using NatsBench.Fast.Format;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Writing;

/// <summary>Where packed blocks go: the end of the file, aligned.</summary>
internal sealed class BlockSink(AsideFile file)
{
    private readonly BlockEncoder _encoder = new();

    /// <summary>Packs and writes one block.</summary>
    /// <returns>Its entry for the column's index.</returns>
    public BlockEntry Write(
        ReadOnlySpan<byte> cells, ElementType type, int firstItem, int itemCount, int stride = 1, int origin = 0,
        ReadOnlySpan<byte> present = default, ReadOnlySpan<byte> none = default)
    {
        PackedBlock block = _encoder.Encode(cells, type, stride, present, none);
        long offset = AlignEnd();
        file.Write(block.Stored);
        return new BlockEntry(
            offset, block.Stored.Length, block.PackedLength, firstItem, itemCount, stride, origin,
            block.Encoding, block.Compression, block.Presence, XxHash3.HashToUInt64(block.Stored));
    }

    /// <summary>Writes bytes that are no block, aligned.</summary>
    /// <returns>Their offset.</returns>
    public long WriteAligned(ReadOnlySpan<byte> bytes)
    {
        long offset = AlignEnd();
        file.Write(bytes);
        return offset;
    }

    private long AlignEnd()
    {
        ReadOnlySpan<byte> zeros = stackalloc byte[FileLayout.Alignment];
        long offset = FileLayout.Align(file.Position);
        file.Write(zeros[..(int)(offset - file.Position)]);
        return offset;
    }
}
