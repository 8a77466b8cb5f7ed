using System.IO.Hashing;
using NatsBench.Fast.Format;

namespace NatsBench.Fast.Writing;

/// <summary>The blocks of one column as they are written, and its entry for the directory.</summary>
internal sealed class ColumnBlocks(ColumnKey key, ElementType type)
{
    private readonly List<BlockEntry> _blocks = [];

    public ElementType Type => type;

    /// <summary>Number of written blocks.</summary>
    public int Count => _blocks.Count;

    /// <summary>Adds a written block; they come in the order of their items.</summary>
    public void Add(BlockEntry block) => _blocks.Add(block);

    /// <summary>Writes the block index.</summary>
    public ColumnEntry WriteIndex(BlockSink sink, long itemCount)
    {
        byte[] index = new byte[_blocks.Count * BlockEntry.Size];
        for (int i = 0; i < _blocks.Count; i++)
            _blocks[i].Write(index.AsSpan(i * BlockEntry.Size));
        long offset = sink.WriteAligned(index);
        return new ColumnEntry(
            key, type, _blocks.Count, itemCount, offset, XxHash3.HashToUInt64(index),
            _blocks.Sum(block => (long)block.StoredLength));
    }
}
