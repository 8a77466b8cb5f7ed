namespace NatsBench.Fast.Internals;

/// <summary>What a file holds, told by its first bytes whatever its name, and what to do with one that is not what was wanted.</summary>
/// <param name="What">What it is, such as <c>a web page</c>.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record FileContent(string What, string Remedy)
{
    /// <summary>So many bytes tell.</summary>
    public const int Bytes = 512;

    public static readonly FileContent ColumnFile = new("a column file", "it is converted already: ask it with 'natsbench info'");
    public static readonly FileContent WeightStore = new("a weight store", "list it with 'natsbench weights list'");
    public static readonly FileContent TextCopy = new("a column file that was copied as text", "copy it again in binary mode");
    public static readonly FileContent Bzip2 = new("compressed with bzip2", "run 'natsbench convert' on the archive, and give the file that it makes");
    public static readonly FileContent Tar = new("a tar file", "run 'natsbench convert' on it if it is an archive of NATS-Bench, and give the file that it makes");
    public static readonly FileContent Gzip = new("compressed with gzip", "run gunzip on it, and give what comes out");
    public static readonly FileContent Xz = new("compressed with xz", "run unxz on it, and give what comes out");
    public static readonly FileContent Zstandard = new("compressed with Zstandard", "run unzstd on it, and give what comes out");
    public static readonly FileContent Zip = new("a zip archive", "unpack it, and give what comes out");
    public static readonly FileContent SevenZip = new("a 7z archive", "unpack it, and give what comes out");
    public static readonly FileContent PyTorch = new(
        "a file of PyTorch, as the .pth files of NAS-Bench-201 are", "run 'natsbench convert' on it if it is one of those, and give the file that it makes");
    public static readonly FileContent Pickle = new("a pickle that is not compressed", "compress it as it was, by 'bzip2 FILE' (the official name ends in .pickle.pbz2), and convert that");
    public static readonly FileContent Json = new("JSON", "give a column file, or an archive to convert; a study goes with 'search --study'");
    public static readonly FileContent WebPage = new("a web page", "it was saved instead of the file; download the file itself");
    public static readonly FileContent Pointer = new("a pointer of Git LFS or git-annex", "fetch the file itself by 'git lfs pull' or 'git annex get'");
    public static readonly FileContent Parquet = new("a Parquet file, as studies write them", "give the column file that was searched");
    public static readonly FileContent Numpy = new("a NumPy array", "give a column file, or an archive to convert");
    public static readonly FileContent Hdf5 = new("an HDF5 file", "give a column file, or an archive to convert");

    private static readonly (byte[] Start, FileContent Content)[] Signatures =
    [
        ([0x89, .. "NBF\r\n"u8, 0x1A, .. "\n"u8], ColumnFile),
        ([0x89, .. "NWS\r\n"u8, 0x1A, .. "\n"u8], WeightStore),
        // Line ends changed, or read as Latin-1 or by a decoder that knew no such character.
        ([0x89, .. "NBF"u8], TextCopy),
        ([0xC2, 0x89, .. "NBF"u8], TextCopy),
        ([0xEF, 0xBF, 0xBD, .. "NBF"u8], TextCopy),
        ([.. "BZh"u8], Bzip2),
        ([0x1F, 0x8B], Gzip),
        ([0xFD, .. "7zXZ"u8], Xz),
        ([0x28, 0xB5, 0x2F, 0xFD], Zstandard),
        ([.. "PK\x03\x04"u8], Zip),
        ([.. "7z"u8, 0xBC, 0xAF], SevenZip),
        ([.. "PAR1"u8], Parquet),
        ([0x93, .. "NUMPY"u8], Numpy),
        ([0x89, .. "HDF\r\n"u8], Hdf5),
        ([.. "version https://git-lfs"u8], Pointer),
        ([.. "/annex/objects/"u8], Pointer),
    ];

    // PyTorch's older files begin with a pickle of this number.
    private static ReadOnlySpan<byte> TorchNumber => [0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19];

    /// <summary>True where the remedy is the same whatever file was wanted.</summary>
    public bool IsAroundAnother => this == Gzip || this == Xz || this == Zstandard || this == SevenZip || this == WebPage || this == Pointer;

    /// <summary>What a file is by its first bytes; null for what is not known.</summary>
    /// <param name="start">The first <see cref="Bytes"/>, or all of a shorter one.</param>
    public static FileContent? Of(ReadOnlySpan<byte> start)
    {
        foreach ((byte[] signature, FileContent content) in Signatures)
            if (start.StartsWith(signature))
                return content == Zip && start.IndexOf("data.pkl"u8) >= 0 ? PyTorch : content;
        // A tar header has "ustar" behind its 257 bytes of the first form; before 1988 it had nothing.
        if (start.Length == Bytes && start[257..].StartsWith("ustar"u8))
            return Tar;
        if (start is [0x80, >= 2 and <= 5, ..])
            return start.IndexOf(TorchNumber) is >= 0 and < 16 ? PyTorch : Pickle;
        return Text(start);
    }

    private static FileContent? Text(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            start = start[3..];
        start = start.TrimStart(" \t\r\n"u8);
        return start switch
        {
            [(byte)'<', (byte)'!' or (byte)'?' or (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z'), ..] => WebPage,
            [(byte)'{', ..] or [(byte)'[', ..] when start[1..].IndexOfAnyExceptInRange((byte)' ', (byte)'~') is var other
                && (other < 0 || start[1 + other] is (byte)'\n' or (byte)'\r' or (byte)'\t' or >= 0x80) => Json,
            _ => null,
        };
    }
}
