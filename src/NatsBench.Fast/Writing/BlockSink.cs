using System.Collections.Concurrent;
using NatsBench.Fast.Columns;
using NatsBench.Fast.Format;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Writing;

/// <summary>
/// Where blocks go: encoded on all threads, written at the end of the file in the order in which they came, so the bytes
/// do not depend on the number of threads. Bounded: who brings blocks faster than they can be encoded waits.
/// </summary>
internal sealed class BlockSink(AsideFile file, int threads)
{
    private readonly Queue<(BlockJob Job, Task Encoding)> _underWay = new();
    private readonly ConcurrentBag<BlockEncoder> _encoders = [];

    /// <summary>Takes a filled block.</summary>
    public void Add(BlockJob job)
    {
        if (threads == 1)
        {
            Encode(job);
            _underWay.Enqueue((job, Task.CompletedTask));
        }
        else
        {
            _underWay.Enqueue((job, Task.Run(() => Encode(job))));
        }
        while (_underWay.Count > 2 * threads)
            WriteOldest();
    }

    /// <summary>Writes what is under way: after it every block has its entry.</summary>
    public void Drain()
    {
        while (_underWay.Count > 0)
            WriteOldest();
    }

    /// <summary>Writes bytes that are no block, aligned.</summary>
    /// <returns>Their offset.</returns>
    public long WriteAligned(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> zeros = stackalloc byte[FileLayout.Alignment];
        long offset = FileLayout.Align(file.Position);
        file.Write(zeros[..(int)(offset - file.Position)]);
        file.Write(bytes);
        return offset;
    }

    private void WriteOldest()
    {
        (BlockJob job, Task encoding) = _underWay.Dequeue();
        encoding.GetAwaiter().GetResult();
        job.Written(WriteAligned(job.Stored));
    }

    private void Encode(BlockJob job)
    {
        if (!_encoders.TryTake(out BlockEncoder? encoder))
            encoder = new BlockEncoder();
        job.Encode(encoder);
        _encoders.Add(encoder);
    }
}
