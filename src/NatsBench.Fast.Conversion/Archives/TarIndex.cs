using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Microsoft.Win32.SafeHandles;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>
/// Where the records of a tar file lie, kept beside it in <c>FILE.tar.index</c>, so that the tens of thousands of headers of a full archive are
/// gone through once. Lines of ASCII: the version, the length of the tar file and when it was written, then for each record its name,
/// where its data begins, its length and XxHash3 of the 512 bytes before them (its header), at last XxHash3 of all lines above.
/// </summary>
internal sealed class TarIndex
{
    public const string Suffix = ".index";

    private const string Version = "natsbench tar index 1";

    // A full one has 1.2 MB.
    private const int LongestFile = 1 << 28;

    private TarIndex(string path, TarIdentity identity, SortedDictionary<int, Entry> records) => (Path, Identity, Records) = (path, identity, records);

    /// <summary>Where it is kept.</summary>
    public string Path { get; }

    /// <summary>The tar file that it was made of.</summary>
    public TarIdentity Identity { get; }

    /// <summary>The records by architecture.</summary>
    public SortedDictionary<int, Entry> Records { get; }

    /// <summary>Why it could not be kept; null where it was.</summary>
    public string? NotKept { get; private set; }

    /// <summary>One record.</summary>
    /// <param name="Name">Its name without folders.</param>
    /// <param name="Offset">Where its data begins.</param>
    /// <param name="Length">Its bytes.</param>
    /// <param name="HeaderHash">XxHash3 of the header before it.</param>
    public sealed record Entry(string Name, long Offset, long Length, ulong HeaderHash);

    /// <summary>Reads the index that is kept beside a tar file; where there is none, or that of another file, makes and keeps one.</summary>
    /// <param name="tar">The tar file.</param>
    /// <param name="progress">Told how far the making is.</param>
    /// <param name="cancellation">Ends the making early; then nothing is kept.</param>
    /// <exception cref="NatsBenchException">The tar file is not whole, or holds what no archive does.</exception>
    public static TarIndex Of(string tar, IProgress<double>? progress, CancellationToken cancellation)
    {
        using SafeFileHandle handle = File.OpenHandle(tar);
        TarIdentity identity = TarIdentity.Of(handle);
        string path = tar + Suffix;
        if (Kept(path, identity) is { } kept)
            return kept;
        SortedDictionary<int, Entry> records = [];
        Span<byte> header = stackalloc byte[TarListing.HeaderBytes];
        foreach (RecordFile file in TarListing.Read(tar, progress, cancellation).Below(int.MaxValue))
        {
            if (RandomAccess.Read(handle, header, file.Offset - header.Length) != header.Length)
                throw new DamagedFileException($"{tar}: was cut short while it was read; download it again");
            records.Add(file.Index, new(file.Name, file.Offset, file.Length, XxHash3.HashToUInt64(header)));
        }
        TarIndex index = new(path, identity, records);
        index.Keep();
        return index;
    }

    private void Keep()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Version}\n{Identity.Length} {Identity.Written}\n");
        foreach (Entry record in Records.Values)
            text.Append(CultureInfo.InvariantCulture, $"{record.Name} {record.Offset} {record.Length} {record.HeaderHash:x16}\n");
        byte[] lines = Encoding.ASCII.GetBytes(text.ToString());
        try
        {
            using AsideFile file = new(Path);
            file.Write(lines);
            file.Write(Encoding.ASCII.GetBytes($"{XxHash3.HashToUInt64(lines):x16}\n"));
            file.Commit([]);
        }
        catch (NatsBenchException e)
        {
            NotKept = e.Message;
        }
    }

    // Whatever is wrong with it, another one is made.
    private static TarIndex? Kept(string path, TarIdentity identity)
    {
        if (!File.Exists(path) || PathKind.Irregular(path) is not null)
            return null;
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (file.Length > LongestFile)
                return null;
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return Parse(bytes, identity) is { } records ? new TarIndex(path, identity, records) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static SortedDictionary<int, Entry>? Parse(ReadOnlySpan<byte> bytes, TarIdentity identity)
    {
        int end = bytes[..^Math.Min(1, bytes.Length)].LastIndexOf((byte)'\n') + 1;
        if (!bytes[end..].SequenceEqual(Encoding.ASCII.GetBytes($"{XxHash3.HashToUInt64(bytes[..end]):x16}\n")))
            return null;
        string[] lines = Encoding.ASCII.GetString(bytes[..end]).Split('\n');
        if (lines is not [Version, var first, .. var rest, ""] || first != string.Create(CultureInfo.InvariantCulture, $"{identity.Length} {identity.Written}"))
            return null;
        SortedDictionary<int, Entry> records = [];
        foreach (string line in rest)
            if (line.Split(' ') is not [var name, var offset, var length, var hash]
                || !RecordName.TryParse(name, out int index, out _)
                || !long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out long start) || start < TarListing.HeaderBytes
                || !long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out long count) || start > identity.Length - count
                || !ulong.TryParse(hash, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong header)
                || !records.TryAdd(index, new(name, start, count, header)))
                return null;
        return records;
    }
}

/// <summary>What tells a tar file from the one that it was: how long it is and when it was last written to.</summary>
/// <param name="Length">Its bytes.</param>
/// <param name="Written">Ticks of the time, UTC.</param>
internal readonly record struct TarIdentity(long Length, long Written)
{
    public static TarIdentity Of(SafeFileHandle tar) => new(RandomAccess.GetLength(tar), File.GetLastWriteTimeUtc(tar).Ticks);
}
