using System.Collections.Concurrent;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>
/// An archive in one pickle. Python needs 12 GB and more to load the topology space; here its records pass by one at a time, unpickled ahead by
/// one thread, whatever the number asked for.
/// </summary>
internal abstract class SinglePassSource(string path, string kind) : ArchiveSource(path, kind)
{
    private const int Ahead = 16;

    private SinglePicklePass? _pass;
    private byte[]? _sha256;

    public override IReadOnlyList<string>? Architectures => _sha256 is null ? null : _pass!.Architectures;

    public override int? RecordCount => _sha256 is null ? null : _pass!.RecordCount;

    public override long TotalBytes { get; } = new FileInfo(path).Length;

    /// <summary>The archive.</summary>
    protected string File { get; } = path;

    private protected override string Synthetic => _pass?.Synthetic ?? "";

    public override Records.Provenance GetProvenance() =>
        Provenance(TotalBytes, _sha256 ?? throw new InvalidOperationException("the provenance is known after the last record"));

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

    /// <summary>Opens the archive anew and starts its pickle.</summary>
    private protected abstract SinglePicklePass Begin(CancellationToken cancellation);

    /// <summary>Checks what lies behind the pickle.</summary>
    /// <returns>SHA-256 of the file.</returns>
    private protected abstract byte[] End(CancellationToken cancellation);

    private void ReadAll(BlockingCollection<DecodedRecord> ahead, CancellationToken cancellation)
    {
        try
        {
            _sha256 = null;
            _pass = Begin(cancellation);
            while (_pass.TryRead(out DecodedRecord? record))
                ahead.Add(record, cancellation);
            _sha256 = End(cancellation);
        }
        finally
        {
            ahead.CompleteAdding();
        }
    }
}
