using System.IO.Hashing;
using System.Runtime.InteropServices;
using NatsBench.Fast.Columns;
using NatsBench.Fast.Format;

namespace NatsBench.Fast.Reading;

/// <summary>
/// The blocks of one column in the file. Its index is read and checked on first use, each block when it is
/// decoded. Thread-safe: two threads that come first do the same work twice and agree.
/// </summary>
internal sealed class ColumnSource(SharedFile file, string path, string name, ColumnEntry entry)
{
    private BlockEntry[]? _blocks;

    public string Name => name;

    public ColumnEntry Entry => entry;

    /// <summary>Number of items (rows, trials or bytes).</summary>
    public int ItemCount => (int)entry.ItemCount;

    /// <summary>The block entries in ascending order of items.</summary>
    public BlockEntry[] Blocks => Volatile.Read(ref _blocks) ?? LoadBlocks();

    /// <summary>True when the blocks cover every item and each of their cells is a number.</summary>
    public bool HoldsAllNumbers
    {
        get
        {
            int covered = 0;
            foreach (BlockEntry block in Blocks)
            {
                if (block.Presence != BlockPresence.All || block.FirstItem != covered)
                    return false;
                covered += block.ItemCount;
            }
            return covered == ItemCount;
        }
    }

    /// <summary>Checks and decodes one block.</summary>
    /// <param name="block">Its number.</param>
    /// <param name="cells">Receives its cells.</param>
    /// <exception cref="DamagedFileException">The block is not what was written.</exception>
    public CellBitmaps Decode<T>(int block, Span<T> cells)
        where T : unmanaged
    {
        BlockEntry blockEntry = Blocks[block];
        Target target = new(blockEntry, MemoryMarshal.AsBytes(cells), entry.Type.Width());
        (string? fault, CellBitmaps bitmaps) = file.Read(blockEntry.Offset, blockEntry.StoredLength, target, DecodeBlock);
        if (fault is not null)
            throw Damaged($"block {block} at byte {blockEntry.Offset}: {fault}");
        return bitmaps;
    }

    private readonly ref struct Target(BlockEntry entry, Span<byte> cells, int width)
    {
        public readonly BlockEntry Entry = entry;
        public readonly Span<byte> Cells = cells;
        public readonly int Width = width;
    }

    private static (string?, CellBitmaps) DecodeBlock(ReadOnlySpan<byte> stored, Target target)
    {
        string? fault = BlockDecoder.Decode(target.Entry, stored, target.Width, target.Cells, out byte[]? present, out byte[]? none);
        return (fault, new CellBitmaps(present, none));
    }

    private BlockEntry[] LoadBlocks()
    {
        int width = entry.Type.Width();
        long indexLength = (long)entry.BlockCount * BlockEntry.Size;
        if (width == 0 || entry.BlockCount < 0 || entry.ItemCount is < 0 or > int.MaxValue || indexLength > FileLayout.MaxBlockBytes
            || entry.IndexOffset < FileHeader.Size || entry.IndexOffset > file.Length - indexLength)
            throw Damaged("its entry in the directory contradicts itself");

        BlockEntry[]? blocks = file.Read(entry.IndexOffset, (int)indexLength, entry, static (bytes, entry) =>
        {
            if (XxHash3.HashToUInt64(bytes) != entry.IndexHash)
                return null;
            var blocks = new BlockEntry[entry.BlockCount];
            for (int i = 0; i < blocks.Length; i++)
                blocks[i] = BlockEntry.Read(bytes.Slice(i * BlockEntry.Size, BlockEntry.Size));
            return blocks;
        }) ?? throw Damaged($"the checksum of its block index at byte {entry.IndexOffset} does not fit");

        int nextItem = 0;
        foreach (BlockEntry block in blocks)
        {
            if (!block.IsSound(file.Length, width) || block.FirstItem < nextItem || block.FirstItem + block.ItemCount > entry.ItemCount)
                throw Damaged("its block index contradicts itself");
            nextItem = block.FirstItem + block.ItemCount;
        }
        Volatile.Write(ref _blocks, blocks);
        return blocks;
    }

    public DamagedFileException Damaged(string what) =>
        new($"{path}: column {name}: {what}; copy the file again or convert the archive again");
}
