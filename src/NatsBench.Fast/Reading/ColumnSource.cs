using System.Buffers;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using NatsBench.Fast.Columns;
using NatsBench.Fast.Format;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Reading;

/// <summary>
/// The blocks of one column in the mapping. Its index is read and checked on first use, each block when it is
/// decoded. Thread-safe: two threads that come first do the same work twice and agree.
/// </summary>
internal sealed class ColumnSource(MappedFile file, string path, IReadOnlyList<string> names, ColumnEntry entry)
{
    private BlockEntry[]? _blocks;

    /// <summary>What messages call it; made where one does, for opening a file makes hundreds.</summary>
    public string Name => ColumnNames.Describe(entry.Key, names);

    public ColumnEntry Entry => entry;

    /// <summary>Number of items (rows, trials or bytes).</summary>
    public int ItemCount => (int)entry.ItemCount;

    /// <summary>The block entries in ascending order of items.</summary>
    public BlockEntry[] Blocks => Volatile.Read(ref _blocks) ?? LoadBlocks();

    /// <summary>Bytes of its blocks in the file, as the index and the directory agree.</summary>
    public long StoredLength => Blocks.Length == 0 ? 0 : entry.StoredBytes;

    /// <summary>Cells an item of a column that is read whole: all its blocks have the same number.</summary>
    public int Stride => Blocks.Length == 0 ? 1 : Blocks[0].Stride;

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
    /// <param name="isOnce">True when the file's bytes will not be asked for again, so that they need not stay in memory.</param>
    /// <exception cref="DamagedFileException">The block is not what was written.</exception>
    public CellBitmaps Decode<T>(int block, Span<T> cells, bool isOnce = false)
        where T : unmanaged
    {
        BlockEntry blockEntry = Blocks[block];
        Target target = new(blockEntry, MemoryMarshal.AsBytes(cells), entry.Type.Width());
        (string? fault, CellBitmaps bitmaps) = isOnce
            ? file.ReadOnce(blockEntry.Offset, blockEntry.StoredLength, target, DecodeOnce)
            : file.Read(blockEntry.Offset, blockEntry.StoredLength, target, DecodeBlock);
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

    // Whoever decodes one block after another needs as much room for the next.
    private static (string?, CellBitmaps) DecodeBlock(ReadOnlySpan<byte> stored, Target target)
    {
        int length = BlockDecoder.RoomFor(target.Entry);
        byte[] room = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return Decode(stored, target, room.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    private static (string?, CellBitmaps) DecodeOnce(ReadOnlySpan<byte> stored, Target target)
    {
        using NativeBuffer<byte> room = new(BlockDecoder.RoomFor(target.Entry));
        return Decode(stored, target, room.Span);
    }

    private static (string?, CellBitmaps) Decode(ReadOnlySpan<byte> stored, Target target, Span<byte> room)
    {
        string? fault = BlockDecoder.Decode(target.Entry, stored, room, target.Width, target.Cells, out byte[]? present, out byte[]? none);
        return (fault, new CellBitmaps(present, none));
    }

    private BlockEntry[] LoadBlocks()
    {
        long indexLength = (long)entry.BlockCount * BlockEntry.Size;
        if (entry.BlockCount < 0 || indexLength > FileLayout.MaxBlockBytes
            || entry.IndexOffset < FileHeader.Size || entry.IndexOffset > file.Length - indexLength)
            throw Damaged($"its index of {entry.BlockCount} blocks at byte {entry.IndexOffset} is no place in the file");

        BlockEntry[] blocks = file.Read(entry.IndexOffset, (int)indexLength, entry, static (bytes, entry) =>
        {
            if (XxHash3.HashToUInt64(bytes) != entry.IndexHash)
                return null;
            var blocks = new BlockEntry[entry.BlockCount];
            for (int i = 0; i < blocks.Length; i++)
                blocks[i] = BlockEntry.Read(bytes.Slice(i * BlockEntry.Size, BlockEntry.Size));
            return blocks;
        }) ?? throw Damaged($"the checksum of its block index at byte {entry.IndexOffset} does not fit");
        Check(blocks);
        Volatile.Write(ref _blocks, blocks);
        return blocks;
    }

    // Each block by itself, and all of them together: in ascending order, of one shape, and no more than the column says.
    private void Check(BlockEntry[] blocks)
    {
        bool hasOneCell = ColumnNames.HasOneCellAnItem(entry.Key);
        bool isCurve = entry.Key.Part == (byte)ColumnPart.Curve;
        long stored = 0, cells = 0;
        int nextItem = 0;
        for (int i = 0; i < blocks.Length; i++)
        {
            BlockEntry block = blocks[i];
            if (block.Fault(file.Length, entry.Type) is { } fault)
                throw Damaged($"block {i} {fault}");
            if (block.FirstItem < nextItem || block.FirstItem + block.ItemCount > entry.ItemCount)
                throw Damaged($"block {i} has {block.ItemCount} items from {block.FirstItem} on, of {entry.ItemCount} in the column and after {nextItem} before it");
            if (!isCurve && (block.Origin != 0 || block.Stride != (hasOneCell ? 1 : blocks[0].Stride)))
                throw Damaged($"block {i} has {block.Stride} cells an item from position {block.Origin} on, where it needs {(hasOneCell ? 1 : blocks[0].Stride)} from 0 on");
            nextItem = block.FirstItem + block.ItemCount;
            stored += block.StoredLength;
            cells += (long)block.ItemCount * block.Stride;
        }
        if (stored != entry.StoredBytes)
            throw Damaged($"its blocks have {stored} bytes where the directory says {entry.StoredBytes}");
        if (!isCurve)
            cells = entry.ItemCount * (blocks.Length == 0 ? 1 : blocks[0].Stride);
        if (cells * entry.Type.Width() > file.Length * FileLayout.MaxExpansion)
            throw Damaged($"claims {cells} cells, more than a file of {file.Length} bytes can hold");
    }

    /// <summary>The refusal of the column, which names file and column.</summary>
    public DamagedFileException Damaged(string what, Exception? cause = null) =>
        new($"{path}: column {Name}: {what}; copy the file again or convert the archive again", cause);
}
