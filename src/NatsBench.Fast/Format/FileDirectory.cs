using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

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
    /// <exception cref="DamagedFileException">It contradicts itself; the message says where.</exception>
    public static FileDirectory Read(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.Length < FixedSize)
            throw Unsound(path, $"has {bytes.Length} bytes of {FixedSize}");
        int columnCount = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        int nameCount = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        int textLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        long expected = FixedSize + (long)columnCount * ColumnEntry.Size + ((long)nameCount + 1) * sizeof(uint) + textLength;
        if (columnCount < 0 || nameCount is < 0 or >= FileLayout.NoName || textLength < 0 || expected != bytes.Length)
            throw Unsound(path, $"says {columnCount} columns, {nameCount} names and {textLength} bytes of text in its {bytes.Length} bytes");

        var columns = new ColumnEntry[columnCount];
        for (int i = 0; i < columnCount; i++)
            columns[i] = ColumnEntry.Read(bytes.Slice(FixedSize + i * ColumnEntry.Size, ColumnEntry.Size));
        ReadOnlySpan<byte> offsets = bytes[(FixedSize + columnCount * ColumnEntry.Size)..];
        return new FileDirectory(columns, ReadNames(offsets[..((nameCount + 1) * sizeof(uint))], bytes[^textLength..], path));
    }

    // One name begins where the one before it ends, so that together they are no longer than the text.
    private static string[] ReadNames(ReadOnlySpan<byte> offsets, ReadOnlySpan<byte> text, string path)
    {
        var names = new string[offsets.Length / sizeof(uint) - 1];
        HashSet<string> known = new(StringComparer.Ordinal);
        int start = 0;
        if (BinaryPrimitives.ReadInt32LittleEndian(offsets) != 0 || BinaryPrimitives.ReadInt32LittleEndian(offsets[^sizeof(uint)..]) != text.Length)
            throw Unsound(path, "has names that do not fill its text");
        for (int i = 0; i < names.Length; i++)
        {
            int end = BinaryPrimitives.ReadInt32LittleEndian(offsets[((i + 1) * sizeof(uint))..]);
            if (end < start || end > text.Length || !Utf8.IsValid(text[start..end]))
                throw Unsound(path, $"has no text for name {i}");
            names[i] = Encoding.UTF8.GetString(text[start..end]);
            if (!known.Add(names[i]))
                throw Unsound(path, $"has the name '{names[i]}' twice");
            start = end;
        }
        return names;
    }

    private static DamagedFileException Unsound(string path, string what) =>
        new($"{path}: the directory contradicts itself: it {what}; convert the archive again");
}
