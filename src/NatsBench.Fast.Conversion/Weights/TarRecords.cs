using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;
using NatsBench.Fast.Conversion.Archives;
using NatsBench.Fast.Conversion.Bzip2;

namespace NatsBench.Fast.Conversion.Weights;

/// <summary>Records in a tar file, read where they lie: it is never unpacked.</summary>
internal sealed class TarRecords : IWeightRecords
{
    private readonly string _path;
    private readonly TarIndex _index;

    public TarRecords(string path, WeightArchiveOptions options)
    {
        _path = path;
        _index = TarIndex.Of(path, options.Indexing, options.Cancellation);
        if (_index.Records.Count == 0)
            throw new NatsBenchException($"{path}: a tar file without records, such as 000284.pickle.pbz2; give NATS-tss-v1_0-3ffb9-full.tar or NATS-sss-v1_0-50262-full.tar");
        Architectures = [.. _index.Records.Keys];
    }

    public IReadOnlyList<int> Architectures { get; }

    public IEnumerable<string> Files => [_path, _index.Path];

    public string? Note => _index.NotKept is { } fault ? $"the tar file's headers are read anew each time: {fault}" : null;

    public string Find(int architecture) => $"{_path}, {Entry(architecture).Name}";

    public byte[] Read(int architecture)
    {
        TarIndex.Entry entry = Entry(architecture);
        string where = Find(architecture);
        Bzip2File.RefuseOversized(entry.Length, where);
        using SafeFileHandle handle = File.OpenHandle(_path, options: FileOptions.RandomAccess);
        if (TarIdentity.Of(handle) != _index.Identity)
            throw new DamagedFileException($"{_path}: was changed while it was open; open it again");
        Span<byte> header = stackalloc byte[TarListing.HeaderBytes];
        ReadExactly(handle, header, entry.Offset - header.Length, where);
        if (XxHash3.HashToUInt64(header) != entry.HeaderHash)
            throw new DamagedFileException($"{where}: its header is not the one that {_index.Path} was made of; delete that file, it is made again");
        byte[] compressed = new byte[entry.Length];
        ReadExactly(handle, compressed, entry.Offset, where);
        return compressed;
    }

    private TarIndex.Entry Entry(int architecture) => _index.Records.TryGetValue(architecture, out TarIndex.Entry? entry) ? entry
        : throw new NatsBenchException($"{_path}: no record of architecture {architecture}; the part of an archive that it holds lacks it");

    private static void ReadExactly(SafeFileHandle handle, Span<byte> buffer, long offset, string where)
    {
        for (int done = 0, read; done < buffer.Length; done += read)
            if ((read = RandomAccess.Read(handle, buffer[done..], offset + done)) == 0)
                throw new DamagedFileException($"{where}: ends after {done} of {buffer.Length} bytes; download the tar file again");
    }
}
