using System.Globalization;
using NatsBench.Fast.Conversion.Archives;
using NatsBench.Fast.Conversion.Bzip2;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Conversion.Weights;

/// <summary>Records that are files: all of a directory, or one of them alone.</summary>
/// <param name="path">The directory or the record.</param>
/// <param name="only">The architecture of a record alone.</param>
internal sealed class DirectoryRecords(string path, int? only = null) : IWeightRecords
{
    public string? Note => null;

    public IReadOnlyList<int> Architectures => only is { } one ? [one]
        : [.. Directory.EnumerateFiles(path).Select(file => RecordName.TryParse(Path.GetFileName(file), out int index, out _) ? index : -1).Where(index => index >= 0).Distinct().Order()];

    public IEnumerable<string> Files => Architectures.Select(Find);

    public string Find(int architecture)
    {
        if (only is { } one)
            return one == architecture ? path : throw new NatsBenchException($"{path}: is the record of architecture {one}, not of {architecture}");
        // The two spellings that the official library looks for, in its order.
        string padded = Path.Combine(path, architecture.ToString("D6", CultureInfo.InvariantCulture) + RecordName.Suffix);
        string plain = Path.Combine(path, architecture.ToString(CultureInfo.InvariantCulture) + RecordName.Suffix);
        return File.Exists(padded) ? padded : File.Exists(plain) ? plain
            : throw new NatsBenchException($"{padded}: there is no such file; the archive's part that is here lacks architecture {architecture}");
    }

    public byte[] Read(int architecture)
    {
        string file = Find(architecture);
        PathKind.RefuseToRead(file);
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        Bzip2File.RefuseOversized(stream.Length, file);
        byte[] compressed = new byte[stream.Length];
        stream.ReadExactly(compressed);
        return compressed;
    }
}
