using System.Buffers.Binary;
using System.Text;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>
/// One member of a zip, found by the directory at its end, the 64-bit forms of large files included (PKWARE's APPNOTE 6.3, 4.3). Nothing is unpacked:
/// PyTorch stores, and the library of zips would be a fifteenth of the C interface.
/// </summary>
/// <param name="Path">Its whole name.</param>
/// <param name="Start">Where its bytes begin in the file.</param>
/// <param name="Length">How many they are there, and were before.</param>
/// <param name="Crc32">The checksum that the directory states.</param>
/// <param name="IsStored">Whether they are there as they were.</param>
internal readonly record struct ZipMember(string Path, long Start, long Length, uint Crc32, bool IsStored)
{
    private const int EndBytes = 22;
    private const int Locator64Bytes = 20;
    private const int End64Bytes = 56;
    private const int EntryBytes = 46;
    private const int HeadBytes = 30;

    /// <summary>Finds the first member of a name, in whatever folder.</summary>
    /// <param name="file">The zip, which can seek.</param>
    /// <param name="name">The part behind the last slash.</param>
    /// <returns>Null where none has it.</returns>
    /// <exception cref="InvalidDataException">The zip is damaged, encrypted or in parts.</exception>
    public static ZipMember? Find(Stream file, string name)
    {
        (long place, long end, long count) = Directory(file);
        long entries = place;
        Span<byte> entry = stackalloc byte[EntryBytes];
        byte[] texts = [];
        for (; count > 0; count--)
        {
            if (end - place < EntryBytes)
                throw new InvalidDataException("its directory has fewer entries than it states");
            ReadAt(file, place, entry);
            int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]), extraBytes = BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]);
            long next = place + EntryBytes + nameBytes + extraBytes + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
            if (BinaryPrimitives.ReadUInt32LittleEndian(entry) != 0x0201_4B50 || next > end)
                throw new InvalidDataException("its directory is not whole");
            if (texts.Length < nameBytes + extraBytes)
                texts = new byte[nameBytes + extraBytes];
            ReadAt(file, place + EntryBytes, texts.AsSpan(0, nameBytes + extraBytes));
            string path = Encoding.UTF8.GetString(texts, 0, nameBytes);
            if (path.AsSpan(path.LastIndexOf('/') + 1).SequenceEqual(name))
                return Of(file, entry, texts.AsSpan(nameBytes, extraBytes), path, entries);
            place = next;
        }
        return null;
    }

    private static ZipMember Of(Stream file, ReadOnlySpan<byte> entry, ReadOnlySpan<byte> extra, string path, long entries)
    {
        ulong packed = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]), plain = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]);
        ulong head = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
        // What does not fit is in an extra field, in this order, and only what does not fit.
        ReadOnlySpan<byte> large = Large(extra);
        plain = Wide(plain, ref large);
        packed = Wide(packed, ref large);
        head = Wide(head, ref large);
        if ((entry[8] & 1) != 0)
            throw new InvalidDataException("its members are encrypted");
        if (head > (ulong)entries || (ulong)entries - head < HeadBytes)
            throw new InvalidDataException("a member lies beyond the end");
        Span<byte> start = stackalloc byte[HeadBytes];
        ReadAt(file, (long)head, start);
        if (BinaryPrimitives.ReadUInt32LittleEndian(start) != 0x0403_4B50)
            throw new InvalidDataException("a member is not where its directory says");
        ulong data = head + HeadBytes + BinaryPrimitives.ReadUInt16LittleEndian(start[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(start[28..]);
        if (data > (ulong)entries || packed > (ulong)entries - data)
            throw new InvalidDataException("a member lies beyond the end");
        bool stored = BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]) == 0 && packed == plain;
        return new(path, (long)data, (long)packed, BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]), stored);
    }

    // Where the directory begins and ends, and how many entries it has.
    private static (long Start, long End, long Count) Directory(Stream file)
    {
        // A comment may follow, of up to 64 KB.
        byte[] tail = new byte[(int)Math.Min(file.Length, EndBytes + ushort.MaxValue)];
        long before = file.Length - tail.Length;
        ReadAt(file, before, tail);
        int at = tail.Length - EndBytes;
        while (at >= 0 && !(BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) == 0x0605_4B50
            && at + EndBytes + BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 20)) == tail.Length))
            at--;
        if (at < 0)
            throw new InvalidDataException("its directory is missing");
        ReadOnlySpan<byte> end = tail.AsSpan(at, EndBytes);
        ulong count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        ulong bytes = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        bool inParts = BinaryPrimitives.ReadUInt32LittleEndian(end[4..]) != 0 || BinaryPrimitives.ReadUInt16LittleEndian(end[8..]) != count;
        long last = before + at;
        if (count == ushort.MaxValue || bytes == uint.MaxValue || start == uint.MaxValue)
        {
            Span<byte> large = stackalloc byte[End64Bytes];
            Span<byte> locator = large[..Locator64Bytes];
            if (last < Locator64Bytes + End64Bytes)
                throw new InvalidDataException("its directory is missing");
            ReadAt(file, last - Locator64Bytes, locator);
            ulong place = BinaryPrimitives.ReadUInt64LittleEndian(locator[8..]);
            if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != 0x0706_4B50 || place > (ulong)(last - Locator64Bytes - End64Bytes))
                throw new InvalidDataException("its directory is missing");
            last = (long)place;
            ReadAt(file, last, large);
            if (BinaryPrimitives.ReadUInt32LittleEndian(large) != 0x0606_4B50)
                throw new InvalidDataException("its directory is missing");
            count = BinaryPrimitives.ReadUInt64LittleEndian(large[32..]);
            bytes = BinaryPrimitives.ReadUInt64LittleEndian(large[40..]);
            start = BinaryPrimitives.ReadUInt64LittleEndian(large[48..]);
            inParts = BinaryPrimitives.ReadUInt64LittleEndian(large[16..]) != 0 || BinaryPrimitives.ReadUInt64LittleEndian(large[24..]) != count;
        }
        if (inParts)
            throw new InvalidDataException("it is one part of several");
        if (start > (ulong)last || bytes > (ulong)last - start || count > bytes / EntryBytes)
            throw new InvalidDataException("its directory is not whole");
        return ((long)start, (long)(start + bytes), (long)count);
    }

    // The extra field of 64-bit numbers; empty where there is none.
    private static ReadOnlySpan<byte> Large(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (length > extra.Length - 4)
                throw new InvalidDataException("its directory is not whole");
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1)
                return extra.Slice(4, length);
            extra = extra[(4 + length)..];
        }
        return [];
    }

    private static ulong Wide(ulong value, ref ReadOnlySpan<byte> large)
    {
        if (value != uint.MaxValue || large.Length < sizeof(ulong))
            return value;
        value = BinaryPrimitives.ReadUInt64LittleEndian(large);
        large = large[sizeof(ulong)..];
        return value;
    }

    private static void ReadAt(Stream file, long place, Span<byte> bytes)
    {
        file.Position = place;
        if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InvalidDataException("it ended while it was read");
    }
}
