using System.Collections.Concurrent;

namespace NatsBench.Fast.Reading;

/// <summary>
/// Bounds the memory of decoded curves: the oldest blocks go first. Spans handed out before keep their block alive,
/// so letting go is always safe. Thread-safe; only a miss comes here.
/// </summary>
internal sealed class BlockCache(long capacityBytes)
{
    private readonly ConcurrentQueue<(CurveColumn Column, int Block, long Bytes)> _kept = new();
    private long _bytes;

    public void Added(CurveColumn column, int block, long bytes)
    {
        _kept.Enqueue((column, block, bytes));
        long total = Interlocked.Add(ref _bytes, bytes);
        while (total > capacityBytes && _kept.TryDequeue(out var oldest))
        {
            oldest.Column.Forget(oldest.Block);
            total = Interlocked.Add(ref _bytes, -oldest.Bytes);
        }
    }
}
