using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>A tar file of record files in any folder, read where they lie: it is never unpacked.</summary>
internal sealed class TarStore : IRecordStore
{
    public const string OnlyKind = "tar";

    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _closing = new();
    private Task<(long, byte[])>? _hash;

    public TarStore(string path, CancellationToken cancellation)
    {
        _path = path;
        _cancellation = cancellation;
        Files = TarListing.Read(path, progress: null, cancellation);
        _handle = File.OpenHandle(path, options: FileOptions.RandomAccess);
    }

    public string Kind => OnlyKind;

    public string RemedyForMeta => "make the tar file again, with it";

    public RecordFiles Files { get; }

    public int Read(RecordFile file, Span<byte> buffer)
    {
        int done = 0;
        while (done < buffer.Length)
        {
            int read = RandomAccess.Read(_handle, buffer[done..], file.Offset + done);
            if (read == 0)
                break;
            done += read;
        }
        return done;
    }

    /// <summary>The whole file is hashed on the side, while its records are read from it.</summary>
    public void Begin() => _hash ??= Task.Run(Hash, _closing.Token);

    public (long Bytes, byte[] Sha256)? HashWhole()
    {
        Begin();
        _hash!.ContinueWith(static _ => { }, TaskScheduler.Default).Wait(_cancellation);
        return _hash.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _closing.Cancel();
        _hash?.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        _closing.Dispose();
        _handle.Dispose();
    }

    private async Task<(long Bytes, byte[] Sha256)> Hash()
    {
        using FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        byte[] hash = await SHA256.HashDataAsync(file, _closing.Token).ConfigureAwait(false);
        return (file.Length, hash);
    }
}
