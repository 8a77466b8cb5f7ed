using System.IO.Hashing;
using System.Text;

namespace NatsBench.Fast.Tests.Format;

/// <summary>
/// A second reader, written from docs/format.md alone: it takes every offset from the document's tables, unpacks LZ4 by
/// itself, and shares no code with the library.
/// </summary>
internal sealed class StrangerReader
{
    private readonly FormatDocument _format = new();
    private readonly byte[] _file;

    public StrangerReader(byte[] file)
    {
        _file = file;
        Require(Header("magic") == 0x0A1A0A0D46424E89, "magic");
        Require(Header("major") == 1 && Header("header size") == (ulong)_format.SizeOf("Header"), "version");
        Require(Header("header hash") == XxHash3.HashToUInt64(file.AsSpan(0, 56)), "header hash");
        Require(Header("file length") == (ulong)file.Length, "file length");
        ReadOnlySpan<byte> directory = file.AsSpan((int)Header("directory offset"), (int)Header("directory length"));
        Require(Header("directory hash") == XxHash3.HashToUInt64(directory), "directory hash");

        int columnCount = (int)_format.Read("Directory", "columns", directory);
        int nameCount = (int)_format.Read("Directory", "names", directory);
        int entrySize = _format.SizeOf("Column entry");
        ReadOnlySpan<byte> entries = directory[_format.SizeOf("Directory")..];
        ReadOnlySpan<byte> offsets = entries[(columnCount * entrySize)..];
        ReadOnlySpan<byte> text = offsets[((nameCount + 1) * 4)..];
        string[] names = new string[nameCount];
        for (int i = 0; i < nameCount; i++)
            names[i] = Encoding.UTF8.GetString(text[BitConverter.ToInt32(offsets[(i * 4)..])..BitConverter.ToInt32(offsets[((i + 1) * 4)..])]);
        for (int i = 0; i < columnCount; i++)
        {
            byte[] entry = entries.Slice(i * entrySize, entrySize).ToArray();
            Columns.Add(
                (Name("setting"), Name("dataset"), Name("set"), (int)Field("part"), (int)Field("kind")), ReadColumn(entry));

            ulong Field(string field) => _format.Read("Column entry", field, entry);
            string Name(string field) => Field(field) == 65535 ? "" : names[(int)Field(field)];
        }
    }

    /// <summary>Key → item → position (epoch) → cell bits; null is None, what is missing is absent.</summary>
    public Dictionary<(string Setting, string Dataset, string Set, int Part, int Kind), Dictionary<(int Item, int Position), ulong?>> Columns { get; } = [];

    public HashSet<int> EncodingsSeen { get; } = [];

    private Dictionary<(int, int), ulong?> ReadColumn(byte[] entry)
    {
        int width = _format.Read("Column entry", "type", entry) switch { 1 => 1, 2 => 4, 3 or 4 => 8, _ => throw new InvalidDataException("type") };
        int size = _format.SizeOf("Block entry");
        ReadOnlySpan<byte> index = _file.AsSpan(
            (int)_format.Read("Column entry", "index offset", entry), (int)_format.Read("Column entry", "blocks", entry) * size);
        Require(_format.Read("Column entry", "index hash", entry) == XxHash3.HashToUInt64(index), "index hash");
        Dictionary<(int, int), ulong?> cells = [];
        for (int i = 0; i < index.Length; i += size)
            ReadBlock(index.Slice(i, size).ToArray(), width, cells);
        return cells;
    }

    private void ReadBlock(byte[] block, int width, Dictionary<(int, int), ulong?> cells)
    {
        int items = (int)Field("item count"), stride = (int)Field("stride"), count = items * stride;
        ReadOnlySpan<byte> stored = _file.AsSpan((int)Field("offset"), (int)Field("stored length"));
        Require(Field("offset") % 64 == 0 && Field("hash") == XxHash3.HashToUInt64(stored), "block hash");
        byte[] packed = Field("compression") == 1 ? UnpackLz4(stored, (int)Field("packed length")) : stored.ToArray();

        int encoding = (int)Field("encoding");
        EncodingsSeen.Add(encoding);
        int bitmapLength = (count + 7) / 8;
        int bitmapAt = packed.Length - (int)Field("presence") * bitmapLength;
        ulong[] decoded = encoding is 5 or 6
            ? Numbers(packed.AsSpan(0, bitmapAt), encoding, items, stride)
            : Cells(packed, encoding, encoding switch { 1 => 1, 3 => items, _ => count }, width);
        for (int i = 0; i < count; i++)
        {
            ulong cell = decoded[encoding switch { 1 => 0, 3 => i / stride, _ => i }];
            var place = ((int)Field("first item") + i / stride, (int)Field("origin") + i % stride);
            if (Field("presence") == 0 || Bit(bitmapAt, i))
                cells.Add(place, cell);
            else if (Field("presence") == 2 && Bit(bitmapAt + bitmapLength, i))
                cells.Add(place, null);
        }

        ulong Field(string field) => _format.Read("Block entry", field, block);
        bool Bit(int start, int bit) => (packed[start + bit / 8] >> (bit % 8) & 1) == 1;
    }

    private static ulong[] Cells(byte[] packed, int encoding, int cells, int width)
    {
        ulong mask = width == 8 ? ulong.MaxValue : (1UL << (8 * width)) - 1;
        ulong sum = 0;
        ulong[] decoded = new ulong[cells];
        for (int i = 0; i < cells; i++)
        {
            ulong cell = 0;
            for (int b = 0; b < width; b++)
                cell |= (ulong)packed[encoding is 0 or 1 ? i * width + b : b * cells + i] << (8 * b);
            decoded[i] = encoding == 4 ? sum = (sum + cell) & mask : cell;
        }
        return decoded;
    }

    private static ulong[] Numbers(ReadOnlySpan<byte> source, int encoding, int items, int stride)
    {
        int images = BitConverter.ToInt32(source);
        source = source[4..];
        byte[] powers = encoding == 5 ? source[..items].ToArray() : [];
        source = source[powers.Length..];
        ulong[] firsts = Bits(ref source, items), others = Bits(ref source, items * (stride - 1));
        ulong[] ofLast = encoding == 6 ? Bits(ref source, items * stride) : [];

        double[] values = new double[items * stride];
        for (int item = 0, other = 0; item < items; item++)
        {
            long integer = 0;
            for (int i = 0; i < stride; i++)
            {
                ulong zigzag = i == 0 ? firsts[item] : others[other++];
                integer = (i == 0 ? 0 : integer) + (zigzag % 2 == 0 ? (long)(zigzag / 2) : -(long)(zigzag / 2) - 1);
                values[item * stride + i] = encoding == 5
                    ? integer * Math.Pow(2, -powers[item]) / images
                    : Count(integer, (long)ofLast[item * stride + i], images);
            }
        }
        int exceptions = BitConverter.ToInt32(source);
        for (int i = 0; i < exceptions; i++)
            values[BitConverter.ToInt32(source[(4 + i * 12)..])] = BitConverter.ToDouble(source[(8 + i * 12)..]);
        return [.. values.Select(BitConverter.DoubleToUInt64Bits)];

        static double Count(long correct, long ofLast, int images)
        {
            int size = images % 256 == 0 ? 256 : images % 256;
            float percent = ofLast * (float)(100.0 / size);
            return (100.0 * (correct - ofLast) + (double)percent * size) / images;
        }
    }

    private static ulong[] Bits(ref ReadOnlySpan<byte> source, int count)
    {
        ulong[] values = new ulong[count];
        for (int start = 0; start < count; start += 64)
        {
            int group = Math.Min(64, count - start), width = source[0];
            for (int i = 0; i < group; i++)
                for (int b = 0; b < width; b++)
                    values[start + i] |= (ulong)(source[1 + (i * width + b) / 8] >> ((i * width + b) % 8) & 1) << b;
            source = source[(1 + (group * width + 7) / 8)..];
        }
        return values;
    }

    private static byte[] UnpackLz4(ReadOnlySpan<byte> source, int length)
    {
        List<byte> target = new(length);
        int at = 0;
        while (at < source.Length)
        {
            int token = source[at++];
            int literals = Extended(token >> 4, source, ref at);
            target.AddRange(source.Slice(at, literals));
            at += literals;
            if (at == source.Length)
                break;
            int distance = source[at] | source[at + 1] << 8;
            at += 2;
            int match = Extended(token & 15, source, ref at) + 4;
            for (int i = 0; i < match; i++)
                target.Add(target[^distance]);
        }
        Require(target.Count == length, "packed length");
        return [.. target];

        static int Extended(int value, ReadOnlySpan<byte> source, ref int at)
        {
            if (value < 15)
                return value;
            byte more;
            do
            {
                more = source[at++];
                value += more;
            }
            while (more == 255);
            return value;
        }
    }

    private ulong Header(string field) => _format.Read("Header", field, _file);

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new InvalidDataException($"the document and the file disagree about {what}");
    }
}
