using System.Security.Cryptography;
using NatsBench.Fast.Conversion.Pickle;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>
/// NAS-Bench-201's own archive, <c>NAS-Bench-201-v1_0-e61699.pth</c> or <c>-v1_1-096897.pth</c>: gigabytes as PyTorch saves them, of which one
/// record at a time is in memory. The same architectures in the same order as the topology space of NATS-Bench, other numbers.
/// </summary>
internal sealed class TorchArchiveSource(string path) : SinglePassSource(path, "nas-bench-201-file")
{
    private readonly CancellationTokenSource _closing = new();
    private FileStream? _file;
    private TorchFile? _torch;
    private Task<byte[]>? _hash;

    internal override bool IsCompressed => false;

    // Of a zip, those of its pickle: what lies around it is a few bytes.
    public override long BytesRead => _torch?.Input.Offset ?? 0;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _closing.Cancel();
            _hash?.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
            _closing.Dispose();
            Close();
        }
        base.Dispose(disposing);
    }

    private protected override SinglePicklePass Begin(CancellationToken cancellation)
    {
        Close();
        // A zip is not read from end to end: the whole file is hashed on the side.
        _hash ??= Task.Run(Hash, _closing.Token);
        PickleMachine machine = new(new StringTable(), PickleScope.TorchFile);
        _file = new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        _torch = new TorchFile(_file, File, machine);
        return new SinglePicklePass(File, machine, _torch.Input, RecordLayout.NasBench201);
    }

    private protected override byte[] End(CancellationToken cancellation)
    {
        _torch!.Finish();
        _hash!.ContinueWith(static _ => { }, TaskScheduler.Default).Wait(cancellation);
        return _hash.GetAwaiter().GetResult();
    }

    private void Close()
    {
        _torch?.Dispose();
        _file?.Dispose();
    }

    private async Task<byte[]> Hash()
    {
        using FileStream file = new(File, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        return await SHA256.HashDataAsync(file, _closing.Token).ConfigureAwait(false);
    }
}
