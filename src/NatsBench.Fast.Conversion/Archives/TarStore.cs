using System.Formats.Tar;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>A tar file of record files in any folder, read where they lie: it is never unpacked.</summary>
internal sealed class TarStore : IRecordStore
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _closing = new();
    private Task<(long, byte[])>? _hash;

    public TarStore(string path, CancellationToken cancellation)
    {
        _path = path;
        _cancellation = cancellation;
        Files = List(path, cancellation);
        _handle = File.OpenHandle(path, options: FileOptions.RandomAccess);
    }

    public string Kind => "tar";

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

    private static RecordFiles List(string path, CancellationToken cancellation)
    {
        var files = new RecordFiles();
        using FileStream file = File.OpenRead(path);
        using var tar = new TarReader(file);
        try
        {
            while (tar.GetNextEntry() is { } entry)
            {
                cancellation.ThrowIfCancellationRequested();
                if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes)
                    continue;
                bool isFile = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;
                string name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
                if (isFile && entry.DataOffset >= 0)
                    files.Add(name, entry.Name, entry.DataOffset, entry.Length);
                else if (isFile)
                    throw new DamagedFileException($"{path}: {entry.Name} is empty; make the tar file again");
                else
                    files.Odd.Add(new($"a tar entry of kind {entry.EntryType}", entry.Name));
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or OverflowException)
        {
            throw new DamagedFileException($"{path}: not a whole tar file (at byte {file.Position}); download it again", e);
        }
        catch (NotSupportedException e)
        {
            // Sparse files and such, which tar makes only when it is told to.
            throw new NatsBenchException($"{path}: {e.Message.TrimEnd('.')}; make the tar file again without --sparse, or unpack it and give the directory", e);
        }
        return files;
    }
}
