using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using NatsBench.Fast.Format;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Tests.Reading.Forging;

/// <summary>Changes a column file and repairs every checksum, so that nothing but the lie is left to be found.</summary>
internal sealed class Forger
{
    private const int DirectoryStart = 16;

    private readonly byte[] _bytes;
    private readonly FileHeader _header;

    public Forger(byte[] bytes)
    {
        _bytes = [.. bytes];
        _header = FileHeader.Read(bytes, bytes.Length, "forged");
        Directory = FileDirectory.Read(bytes.AsSpan((int)_header.DirectoryOffset, (int)_header.DirectoryLength), "forged");
    }

    /// <summary>The directory as it was.</summary>
    public FileDirectory Directory { get; }

    /// <summary>Where the entry of a column begins.</summary>
    public int EntryAt(int column) => (int)_header.DirectoryOffset + DirectoryStart + column * ColumnEntry.Size;

    /// <summary>Where the entry of a block begins.</summary>
    public int BlockAt(int column, int block) => (int)Directory.Columns[column].IndexOffset + block * BlockEntry.Size;

    /// <summary>Where the offsets of the names begin.</summary>
    public int NamesAt => EntryAt(Directory.Columns.Count);

    public int DirectoryAt => (int)_header.DirectoryOffset;

    public BlockEntry Block(int column, int block) => BlockEntry.Read(_bytes.AsSpan(BlockAt(column, block)));

    /// <summary>The integer of so many bytes at a place.</summary>
    public long Get(int at, int width) => width switch
    {
        1 => _bytes[at],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at)),
        4 => BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(at)),
        _ => BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(at)),
    };

    /// <summary>A copy with an integer changed, what hashes it repaired up to the header.</summary>
    public byte[] With(int at, int width, long value)
    {
        byte[] forged = [.. _bytes];
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        number[..width].CopyTo(forged.AsSpan(at));
        RepairBlocks(forged, at);
        RepairDirectory(forged);
        RepairHeader(forged);
        return forged;
    }

    /// <summary>A copy with another metadata document, written where the directory was.</summary>
    public byte[] WithMetadata(Func<string, string> change)
    {
        int column = Enumerable.Range(0, Directory.Columns.Count).Single(i => Directory.Columns[i].Key == ColumnNames.Archive(ArchiveColumn.Metadata));
        BlockEntry block = Block(column, 0);
        byte[] packed = new byte[block.PackedLength];
        ReadOnlySpan<byte> stored = _bytes.AsSpan((int)block.Offset, block.StoredLength);
        if (block.Compression == BlockCompression.Lz4)
            Assert.Equal(packed.Length, K4os.Compression.LZ4.LZ4Codec.Decode(stored, packed));
        else
            stored.CopyTo(packed);
        byte[] document = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(packed)));

        List<byte> forged = [.. _bytes.AsSpan(0, DirectoryAt)];
        Pad(forged);
        BlockEntry entry = new(forged.Count, document.Length, document.Length, 0, document.Length, 1, 0,
            BlockEncoding.Plain, BlockCompression.None, BlockPresence.All, XxHash3.HashToUInt64(document));
        forged.AddRange(document);
        Pad(forged);
        byte[] index = new byte[BlockEntry.Size];
        entry.Write(index);
        ColumnEntry[] columns = [.. Directory.Columns];
        columns[column] = columns[column] with
        {
            BlockCount = 1,
            ItemCount = document.Length,
            StoredBytes = document.Length,
            IndexOffset = forged.Count,
            IndexHash = XxHash3.HashToUInt64(index),
        };
        forged.AddRange(index);
        Pad(forged);
        byte[] directory = new FileDirectory(columns, Directory.Names).ToArray();
        FileHeader header = _header with
        {
            FileLength = forged.Count + directory.Length,
            DirectoryOffset = forged.Count,
            DirectoryLength = directory.Length,
            DirectoryHash = XxHash3.HashToUInt64(directory),
        };
        forged.AddRange(directory);
        byte[] bytes = [.. forged];
        header.Write(bytes);
        return bytes;

        static void Pad(List<byte> bytes)
        {
            while (bytes.Count % FileLayout.Alignment != 0)
                bytes.Add(0);
        }
    }

    // The block that has the byte, if one has, and its entry; then the index that has the byte or that entry.
    private void RepairBlocks(byte[] forged, int at)
    {
        for (int column = 0; column < Directory.Columns.Count; column++)
        {
            ColumnEntry entry = Directory.Columns[column];
            for (int block = 0; block < entry.BlockCount; block++)
            {
                BlockEntry old = Block(column, block);
                if (at < old.Offset || at >= old.Offset + old.StoredLength)
                    continue;
                ulong hash = XxHash3.HashToUInt64(forged.AsSpan((int)old.Offset, old.StoredLength));
                BinaryPrimitives.WriteUInt64LittleEndian(forged.AsSpan(BlockAt(column, block) + 40), hash);
            }
        }
    }

    // The indexes as the directory now has them: a forged count of blocks is hashed as such, where its index lies in the file.
    private void RepairDirectory(byte[] forged)
    {
        for (int column = 0; column < Directory.Columns.Count; column++)
        {
            ColumnEntry entry = ColumnEntry.Read(forged.AsSpan(EntryAt(column)));
            long length = (long)entry.BlockCount * BlockEntry.Size;
            if (entry.IndexHash == Directory.Columns[column].IndexHash && length >= 0 && entry.IndexOffset >= 0 && entry.IndexOffset <= forged.Length - length)
                BinaryPrimitives.WriteUInt64LittleEndian(
                    forged.AsSpan(EntryAt(column) + 32), XxHash3.HashToUInt64(forged.AsSpan((int)entry.IndexOffset, (int)length)));
        }
    }

    private void RepairHeader(byte[] forged)
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(forged.AsSpan(40)) == _header.DirectoryHash)
        {
            long offset = BinaryPrimitives.ReadInt64LittleEndian(forged.AsSpan(24)), length = BinaryPrimitives.ReadInt64LittleEndian(forged.AsSpan(32));
            if (offset >= 0 && length >= 0 && offset <= forged.Length - length)
                BinaryPrimitives.WriteUInt64LittleEndian(forged.AsSpan(40), XxHash3.HashToUInt64(forged.AsSpan((int)offset, (int)length)));
        }
        if (BinaryPrimitives.ReadUInt64LittleEndian(forged.AsSpan(56)) == BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(56)))
            BinaryPrimitives.WriteUInt64LittleEndian(forged.AsSpan(56), XxHash3.HashToUInt64(forged.AsSpan(0, 56)));
    }
}
