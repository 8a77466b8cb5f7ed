using System.Collections.Concurrent;
using NatsBench.Fast.Conversion.Bzip2;
using NatsBench.Fast.Conversion.Provenance;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>
/// An archive in one pickle. Python needs 12 GB to load the topology space; here its records pass by one at a time. bzip2
/// allows no jump, so one thread unpickles ahead, whatever the number asked for.
/// </summary>
internal sealed class SinglePickleSource : ArchiveSource
{
    private const int Ahead = 16;

    private readonly string _path;
    private readonly Bzip2Library _library;
    private readonly long _length;
    private SinglePicklePass? _pass;
    private HashingStream? _file;
    private (byte[] Sha256, byte[] Md5)? _hashes;

    public SinglePickleSource(string path, Bzip2Library library) : base(path, "single-pickle")
    {
        _path = path;
        _library = library;
        _length = new FileInfo(path).Length;
    }

    public override IReadOnlyList<string>? Architectures => _hashes is null ? null : _pass!.Architectures;

    public override int? RecordCount => _hashes is null ? null : _pass!.RecordCount;

    public override long TotalBytes => _length;

    public override long BytesRead => _file?.Position ?? 0;

    public override NameCheck NameCheck => _hashes is { } hashes ? OfficialName.Check(Name, hashes.Md5) : NameCheck.NotApplicable;

    private protected override string Synthetic => _pass?.Synthetic ?? "";

    public override Records.Provenance GetProvenance() =>
        Provenance(_length, _hashes?.Sha256 ?? throw new InvalidOperationException("the provenance is known after the last record"));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file?.Dispose();
        base.Dispose(disposing);
    }

    private protected override IEnumerable<ArchitectureRecord> Read(int threads, CancellationToken cancellation)
    {
        using var ahead = new BlockingCollection<DecodedRecord>(Ahead);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task reading = Task.Factory.StartNew(() => ReadAll(ahead, stopping.Token), stopping.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (DecodedRecord record in ahead.GetConsumingEnumerable(cancellation))
            {
                Note(record.Odd);
                yield return record.Record;
            }
            reading.GetAwaiter().GetResult();
            Note(_pass!.Odd);
        }
        finally
        {
            stopping.Cancel();
            reading.ContinueWith(static _ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }

    private void RefuseTar()
    {
        Span<byte> start = stackalloc byte[FileContent.Bytes];
        using FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using Bzip2Stream plain = new(new CompressedInput(file), _path, _library);
        if (FileContent.Of(start[..plain.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]) == FileContent.Tar)
            throw new NatsBenchException($"{_path}: a tar file compressed with bzip2; run bunzip2 on it, and give the .tar that comes out");
    }

    private void ReadAll(BlockingCollection<DecodedRecord> ahead, CancellationToken cancellation)
    {
        try
        {
            RefuseTar();
            _file?.Dispose();
            _hashes = null;
            _file = new HashingStream(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan));
            using var plain = new Bzip2Stream(new CompressedInput(_file), _path, _library);
            _pass = new SinglePicklePass(_path, plain);
            while (_pass.TryRead(out DecodedRecord? record))
                ahead.Add(record, cancellation);
            _hashes = _file.Finish(cancellation);
        }
        finally
        {
            ahead.CompleteAdding();
        }
    }
}
