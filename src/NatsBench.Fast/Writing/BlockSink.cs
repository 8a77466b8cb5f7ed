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
    private readonly Queue<Task<IReadOnlyList<BlockJob>>> _underWay = new();
    private readonly ConcurrentBag<BlockEncoder> _encoders = [];

    /// <summary>Takes a filled block.</summary>
    public void Add(BlockJob job) => Add(() => [job]);

    /// <summary>Takes blocks that are filled where they are encoded.</summary>
    /// <param name="fill">Makes and fills them; called on any thread.</param>
    public void Add(Func<IReadOnlyList<BlockJob>> fill)
    {
        _underWay.Enqueue(threads == 1 ? Task.FromResult(Encoded(fill)) : Task.Run(() => Encoded(fill)));
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
        foreach (BlockJob job in _underWay.Dequeue().GetAwaiter().GetResult())
            job.Written(WriteAligned(job.Stored));
    }

    private IReadOnlyList<BlockJob> Encoded(Func<IReadOnlyList<BlockJob>> fill)
    {
        if (!_encoders.TryTake(out BlockEncoder? encoder))
            encoder = new BlockEncoder();
        IReadOnlyList<BlockJob> jobs = fill();
        foreach (BlockJob job in jobs)
            job.Encode(encoder);
        _encoders.Add(encoder);
        return jobs;
    }
}
