namespace NatsBench.Fast.Reading;

/// <summary>
/// Bounds the memory of decoded curves: the oldest blocks go first. Spans handed out before keep their block alive,
/// so letting go is always safe. Thread-safe; only a miss comes here.
/// </summary>
internal sealed class BlockCache(long capacityBytes)
{
    private readonly Lock _gate = new();
    private Queue<(CurveColumn Column, int Block, long Bytes)>? _kept;
    private long _bytes;

    public void Added(CurveColumn column, int block, long bytes)
    {
        lock (_gate)
        {
            _kept ??= new();
            _kept.Enqueue((column, block, bytes));
            _bytes += bytes;
            while (_bytes > capacityBytes && _kept.TryDequeue(out var oldest))
            {
                oldest.Column.Forget(oldest.Block);
                _bytes -= oldest.Bytes;
            }
        }
    }
}
