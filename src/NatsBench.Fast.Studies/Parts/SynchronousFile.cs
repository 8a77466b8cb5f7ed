using Microsoft.Win32.SafeHandles;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>A file whose asynchronous calls are done when they return: the Parquet library has no others, and threads here wait anyway.</summary>
internal class SynchronousFile(string path, FileMode mode, FileAccess access, FileShare share) : Stream
{
    // A class derived from it would have every span copied.
    private readonly FileStream _file = new(path, mode, access, share, 1 << 16);

    public override bool CanRead => _file.CanRead;

    public override bool CanSeek => _file.CanSeek;

    public override bool CanWrite => _file.CanWrite;

    public override long Length => _file.Length;

    public override long Position
    {
        get => _file.Position;
        set => _file.Position = value;
    }

    /// <summary>Opens a file to read.</summary>
    /// <exception cref="NatsBenchException">It is no regular file: opening a pipe waits for whoever writes it.</exception>
    public static SynchronousFile Read(string path)
    {
        PathKind.RefuseToRead(path);
        return new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
    }

    public override int Read(Span<byte> buffer) => _file.Read(buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer, offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override void Write(ReadOnlySpan<byte> buffer) => _file.Write(buffer);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer, offset, count);
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush() => _file.Flush();

    /// <summary>Hands everything to the system, and waits for the disk if asked to.</summary>
    public void Flush(bool toDisk) => _file.Flush(toDisk);

    /// <summary>Lets the disk take what was written, while more is written.</summary>
    /// <returns>Ends when it has.</returns>
    public Task FlushToDiskAsync()
    {
        SafeFileHandle handle = _file.SafeFileHandle;
        return Task.Run(() => RandomAccess.FlushToDisk(handle));
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        Flush();
        return Task.CompletedTask;
    }

    public override long Seek(long offset, SeekOrigin origin) => _file.Seek(offset, origin);

    public override void SetLength(long value) => _file.SetLength(value);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }
}
