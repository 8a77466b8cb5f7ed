using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Models.Stores;

/// <summary>
/// The directory of a weight store: every network, every layout, the names that entries number, and texts about the whole. Little-endian:
/// <code>
///  0- 3  number of networks N    4- 7  number of layouts L
///  8-11  number of names M      12-15  number of texts T
/// 16-    N network entries of 56 bytes
///        L layout entries of 32 bytes
///        M + 2T + 1 offsets of 4 bytes into the text
///        the text, UTF-8: the names, then key and value of each text about the whole
/// </code>
/// </summary>
internal sealed class StoreDirectory(
    IReadOnlyList<NetworkEntry> networks, IReadOnlyList<LayoutEntry> layouts, IReadOnlyList<string> names, IReadOnlyList<KeyValuePair<string, string>> texts)
{
    private const int FixedSize = 16;

    public IReadOnlyList<NetworkEntry> Networks { get; } = networks;

    public IReadOnlyList<LayoutEntry> Layouts { get; } = layouts;

    public IReadOnlyList<string> Names { get; } = names;

    public IReadOnlyList<KeyValuePair<string, string>> Texts { get; } = texts;

    /// <summary>Which training a network is of.</summary>
    public TrainingKey KeyOf(in NetworkEntry network) =>
        new(network.Architecture, new TrainingSetting(Names[network.Setting]), new Dataset(Names[network.Dataset]), network.Seed);

    public byte[] ToArray()
    {
        string[] all = [.. Names, .. Texts.SelectMany(text => (string[])[text.Key, text.Value])];
        byte[][] encoded = [.. all.Select(Encoding.UTF8.GetBytes)];
        int layoutsStart = FixedSize + Networks.Count * NetworkEntry.Size;
        int offsetsStart = layoutsStart + Layouts.Count * LayoutEntry.Size;
        int textStart = offsetsStart + (all.Length + 1) * sizeof(int);
        byte[] bytes = new byte[checked(textStart + encoded.Sum(text => text.Length))];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Networks.Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), Layouts.Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Names.Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Texts.Count);
        for (int i = 0; i < Networks.Count; i++)
            Networks[i].Write(bytes.AsSpan(FixedSize + i * NetworkEntry.Size));
        for (int i = 0; i < Layouts.Count; i++)
            Layouts[i].Write(bytes.AsSpan(layoutsStart + i * LayoutEntry.Size));
        int offset = 0;
        for (int i = 0; i < encoded.Length; i++)
        {
            encoded[i].CopyTo(bytes, textStart + offset);
            offset += encoded[i].Length;
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(offsetsStart + (i + 1) * sizeof(int)), offset);
        }
        return bytes;
    }

    /// <summary>Reads a directory whose checksum has been checked; its figures are distrusted all the same.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="end">Where it begins in the file: what it lists lies before.</param>
    /// <param name="path">What messages call the store.</param>
    /// <exception cref="DamagedFileException">It contradicts itself; the message says where.</exception>
    public static StoreDirectory Read(ReadOnlySpan<byte> bytes, long end, string path)
    {
        StoreDirectory directory = ReadInWritingOrder(bytes, end, path);
        for (int i = 1; i < directory.Networks.Count; i++)
            if (directory.KeyOf(directory.Networks[i]) <= directory.KeyOf(directory.Networks[i - 1]))
                throw Unsound(path, $"has {directory.KeyOf(directory.Networks[i])} behind {directory.KeyOf(directory.Networks[i - 1])}");
        return directory;
    }

    /// <summary>As <see cref="Read"/>, of a store that is not complete: the networks are not yet in order.</summary>
    /// <exception cref="DamagedFileException">It contradicts itself; the message says where.</exception>
    public static StoreDirectory ReadInWritingOrder(ReadOnlySpan<byte> bytes, long end, string path)
    {
        if (bytes.Length < FixedSize)
            throw Unsound(path, $"has {bytes.Length} bytes of {FixedSize}");
        int networkCount = BinaryPrimitives.ReadInt32LittleEndian(bytes), layoutCount = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        int nameCount = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]), textCount = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        long offsetsStart = FixedSize + (long)networkCount * NetworkEntry.Size + (long)layoutCount * LayoutEntry.Size;
        long textStart = offsetsStart + (nameCount + 2L * textCount + 1) * sizeof(int);
        if (networkCount < 0 || layoutCount < 0 || nameCount < 0 || textCount < 0 || textStart > bytes.Length)
            throw Unsound(path, $"says {networkCount} networks, {layoutCount} layouts, {nameCount} names and {textCount} texts in its {bytes.Length} bytes");
        var networks = new NetworkEntry[networkCount];
        for (int i = 0; i < networkCount; i++)
            networks[i] = NetworkEntry.Read(bytes.Slice(FixedSize + i * NetworkEntry.Size, NetworkEntry.Size));
        var layouts = new LayoutEntry[layoutCount];
        for (int i = 0; i < layoutCount; i++)
            layouts[i] = LayoutEntry.Read(bytes.Slice(FixedSize + networkCount * NetworkEntry.Size + i * LayoutEntry.Size, LayoutEntry.Size));
        string[] all = ReadTexts(bytes[(int)offsetsStart..(int)textStart], bytes[(int)textStart..], path);
        var texts = new KeyValuePair<string, string>[textCount];
        for (int i = 0; i < textCount; i++)
            texts[i] = new(all[nameCount + 2 * i], all[nameCount + 2 * i + 1]);
        StoreDirectory directory = new(networks, layouts, all[..nameCount], texts);
        directory.Check(end, path);
        return directory;
    }

    // One begins where the one before it ends, so that together they are no longer than the text.
    private static string[] ReadTexts(ReadOnlySpan<byte> offsets, ReadOnlySpan<byte> text, string path)
    {
        string[] texts = new string[offsets.Length / sizeof(int) - 1];
        int start = 0;
        if (BinaryPrimitives.ReadInt32LittleEndian(offsets) != 0 || BinaryPrimitives.ReadInt32LittleEndian(offsets[^sizeof(int)..]) != text.Length)
            throw Unsound(path, "has names that do not fill its text");
        for (int i = 0; i < texts.Length; i++)
        {
            int end = BinaryPrimitives.ReadInt32LittleEndian(offsets[((i + 1) * sizeof(int))..]);
            if (end < start || end > text.Length || !Utf8.IsValid(text[start..end]))
                throw Unsound(path, $"has no text for name {i}");
            texts[i] = Encoding.UTF8.GetString(text[start..end]);
            start = end;
        }
        return texts;
    }

    private void Check(long end, string path)
    {
        for (int i = 0; i < Layouts.Count; i++)
            if (!LiesBefore(end, Layouts[i].Offset, Layouts[i].Length))
                throw Unsound(path, $"has layout {i} at byte {Layouts[i].Offset}, {Layouts[i].Length} long, which is no place in the file");
        if (new HashSet<string>(Texts.Select(text => text.Key), StringComparer.Ordinal).Count != Texts.Count)
            throw Unsound(path, "has two texts of one key");
        for (int i = 0; i < Networks.Count; i++)
        {
            NetworkEntry network = Networks[i];
            if (!LiesBefore(end, network.Offset, network.Length) || network.Length > int.MaxValue)
                throw Unsound(path, $"has network {i} at byte {network.Offset}, {network.Length} long, which is no place in the file");
            if ((uint)network.Layout >= (uint)Layouts.Count || Layouts[network.Layout].NetworkLength != network.Length)
                throw Unsound(path, $"has network {i} of layout {network.Layout}, which is none of its length");
            if (network.Architecture < 0 || !IsName(network.Text) || !IsName(network.Setting) || !IsName(network.Dataset))
                throw Unsound(path, $"has network {i} of architecture {network.Architecture} with names that are none");
        }
    }

    private bool IsName(int number) => (uint)number < (uint)Names.Count && Names[number].Length > 0;

    private static bool LiesBefore(long end, long offset, long length) =>
        offset >= StoreHeader.Size && offset % StoreHeader.Alignment == 0 && length >= 0 && offset <= end - length;

    private static DamagedFileException Unsound(string path, string what) => StoreHeader.Damaged(path, $"the directory {what}");
}
