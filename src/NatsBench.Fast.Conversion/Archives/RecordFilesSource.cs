using System.Security.Cryptography;
using System.Text;
using NatsBench.Fast.Conversion.Bzip2;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>An archive of one file a record, whichever way the files are stored.</summary>
internal sealed class RecordFilesSource : ArchiveSource
{
    private readonly IRecordStore _store;
    private readonly Bzip2Library _library;
    private readonly RecordLayout _layout;
    private readonly RecordFile? _meta;
    private readonly List<RecordFile> _records;
    private readonly List<OddNote> _oddFiles;
    private readonly string[] _architectures;
    private readonly byte[]? _metaHash;
    private readonly byte[]?[] _hashes;
    private long _bytesRead;

    public RecordFilesSource(string path, IRecordStore store, Bzip2Library library) : base(path, KindOf(store))
    {
        _store = store;
        _library = library;
        _layout = store.Files.Layout;
        _oddFiles = store.Files.Odd;
        if (_layout == RecordLayout.NasBench201)
        {
            // Its cells come without a list of them: they are numbered as the topology space is, and each says which one it is.
            _architectures = [.. TopologyOrder.Codes().Select(code => TopologyCell.FromCode(code).ToString())];
            Synthetic = "";
        }
        else
        {
            _meta = store.Files.Meta
                ?? throw new NatsBenchException($"{path}: {RecordName.Meta} is missing, which lists the architectures; {store.RemedyForMeta}");
            var decoder = new RecordDecoder(library);
            int length = ReadFile(_meta, decoder);
            _metaHash = SHA256.HashData(decoder.Compressed.AsSpan(0, length));
            PickleValue meta = decoder.Unpickle(length, _meta.Path);
            if (meta.Kind != PickleKind.Dict)
                throw new NatsBenchException($"{_meta.Path}: {meta}, not a dict; this is not the meta file of an archive");
            _architectures = MetaReader.ReadArchitectures(meta.AsDict, _meta.Path, _oddFiles);
            Synthetic = MetaReader.ReadSynthetic(meta.AsDict);
        }
        _records = store.Files.Below(_architectures.Length);
        _hashes = new byte[_records.Count][];
    }

    public override IReadOnlyList<string> Architectures => _architectures;

    public override int? RecordCount => _records.Count;

    public override long TotalBytes => (_meta?.Length ?? 0) + _records.Sum(file => file.Length);

    public override long BytesRead => _bytesRead;

    internal override bool IsCompressed => _layout == RecordLayout.NatsBench;

    private protected override string Synthetic { get; }

    public override Records.Provenance GetProvenance() =>
        _store.HashWhole() is { } whole ? Provenance(whole.Bytes, whole.Sha256) : Provenance(TotalBytes, HashFiles());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _store.Dispose();
        base.Dispose(disposing);
    }

    private protected override IEnumerable<ArchitectureRecord> Read(int threads, CancellationToken cancellation)
    {
        Note(_oddFiles);
        _store.Begin();
        _bytesRead = _meta?.Length ?? 0;
        IEnumerable<DecodedRecord> decoded = OrderedPipeline.Run(
            Enumerable.Range(0, _records.Count), threads, () => new RecordDecoder(_library, _layout), Decode, cancellation);
        foreach (DecodedRecord record in decoded)
        {
            _bytesRead += record.CompressedBytes;
            Note(record.Odd);
            yield return record.Record;
        }
    }

    /// <summary>Hashes, over the used files in ordinal order of their names, the name, a line feed, and the SHA-256 of the file.</summary>
    private byte[] HashFiles()
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        IEnumerable<(string Name, byte[]? Hash)> files = _records.Select((file, i) => (file.Name, _hashes[i]));
        if (_meta is not null)
            files = files.Append((_meta.Name, _metaHash));
        foreach ((string name, byte[]? hash) in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            whole.AppendData(Encoding.UTF8.GetBytes(name + "\n"));
            whole.AppendData(hash ?? throw new InvalidOperationException("the provenance is known after the last record"));
        }
        return whole.GetHashAndReset();
    }

    private static string KindOf(IRecordStore store) => store.Files.Layout == RecordLayout.NatsBench ? store.Kind
        : store.Kind == TarStore.OnlyKind ? "nas-bench-201-tar" : "nas-bench-201-directory";

    private DecodedRecord Decode(RecordDecoder decoder, int number)
    {
        RecordFile file = _records[number];
        int length = ReadFile(file, decoder);
        _hashes[number] = SHA256.HashData(decoder.Compressed.AsSpan(0, length));
        return decoder.Decode(length, file.Index, _architectures[file.Index], file.Path);
    }

    private int ReadFile(RecordFile file, RecordDecoder decoder)
    {
        Bzip2File.RefuseOversized(file.Length, file.Path);
        var length = (int)file.Length;
        int read = _store.Read(file, decoder.ReserveCompressed(length).AsSpan(0, length));
        return read == length ? length : throw new DamagedFileException($"{file.Path}: ends after {read} of {length} bytes; download it again");
    }
}
