using System.Buffers.Binary;
using System.Text;

namespace NatsBench.Fast.Format;

/// <summary>
/// The directory: every column of the file and the names their keys number. Little-endian:
/// <code>
///  0- 3  number of columns C     4- 7  number of names N     8-11  bytes of all names     12-15  zero
/// 16-    C column entries of 48 bytes
///        N + 1 offsets of 4 bytes into the names
///        the names, UTF-8, without separators
/// </code>
/// </summary>
internal sealed class FileDirectory(IReadOnlyList<ColumnEntry> columns, IReadOnlyList<string> names)
{
    private const int FixedSize = 16;

    public IReadOnlyList<ColumnEntry> Columns { get; } = columns;

    public IReadOnlyList<string> Names { get; } = names;

    public byte[] ToArray()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Names));
        int offsetsStart = FixedSize + Columns.Count * ColumnEntry.Size;
        int textStart = offsetsStart + (Names.Count + 1) * sizeof(uint);
        byte[] bytes = new byte[textStart + text.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Columns.Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), Names.Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), text.Length);
        for (int i = 0; i < Columns.Count; i++)
            Columns[i].Write(bytes.AsSpan(FixedSize + i * ColumnEntry.Size));
        int offset = 0;
        for (int i = 0; i <= Names.Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(offsetsStart + i * sizeof(uint)), offset);
            if (i < Names.Count)
                offset += Encoding.UTF8.GetByteCount(Names[i]);
        }
        text.CopyTo(bytes, textStart);
        return bytes;
    }

    /// <summary>Reads a directory whose checksum has been checked; its figures are distrusted all the same.</summary>
    public static FileDirectory Read(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.Length < FixedSize)
            throw Unsound(path);
        int columnCount = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        int nameCount = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        int textLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        long expected = FixedSize + (long)columnCount * ColumnEntry.Size + ((long)nameCount + 1) * sizeof(uint) + textLength;
        if (columnCount < 0 || nameCount is < 0 or >= FileLayout.NoName || textLength < 0 || expected != bytes.Length)
            throw Unsound(path);

        var columns = new ColumnEntry[columnCount];
        for (int i = 0; i < columnCount; i++)
            columns[i] = ColumnEntry.Read(bytes.Slice(FixedSize + i * ColumnEntry.Size, ColumnEntry.Size));

        ReadOnlySpan<byte> offsets = bytes[(FixedSize + columnCount * ColumnEntry.Size)..];
        ReadOnlySpan<byte> text = bytes[^textLength..];
        var names = new string[nameCount];
        for (int i = 0; i < nameCount; i++)
        {
            int start = BinaryPrimitives.ReadInt32LittleEndian(offsets[(i * sizeof(uint))..]);
            int end = BinaryPrimitives.ReadInt32LittleEndian(offsets[((i + 1) * sizeof(uint))..]);
            if (start < 0 || end < start || end > textLength)
                throw Unsound(path);
            names[i] = Encoding.UTF8.GetString(text[start..end]);
        }
        return new FileDirectory(columns, names);
    }

    private static DamagedFileException Unsound(string path) =>
        new($"{path}: the directory contradicts itself; convert the archive again");
}
