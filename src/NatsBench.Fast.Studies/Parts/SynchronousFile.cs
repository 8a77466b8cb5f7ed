using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>A file whose asynchronous calls are done when they return: the Parquet library has no others, and threads here wait anyway.</summary>
internal sealed class SynchronousFile(string path, FileMode mode, FileAccess access, FileShare share) : FileStream(path, mode, access, share, 1 << 16)
{
    /// <summary>Opens a file to read.</summary>
    /// <exception cref="NatsBenchException">It is no regular file: opening a pipe waits for whoever writes it.</exception>
    public static SynchronousFile Read(string path)
    {
        PathKind.RefuseToRead(path);
        return new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer, offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

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

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        Flush();
        return Task.CompletedTask;
    }
}
