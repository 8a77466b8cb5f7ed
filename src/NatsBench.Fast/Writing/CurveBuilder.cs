using NatsBench.Fast.Format;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Writing;

/// <summary>
/// One curve column on its way to the file: curves are kept until a block's worth is there, then laid out on the
/// window of epochs that they share.
/// </summary>
internal sealed class CurveBuilder(ColumnKey key, int blockCells)
{
    private readonly ColumnBlocks _blocks = new(key, ElementType.Float64);
    private readonly List<Curve?> _pending = [];
    private int _firstPending;
    private int _windowStart = int.MaxValue;
    private int _windowEnd;

    /// <summary>Adds the curve of a trial; trials that are passed over have none.</summary>
    public void Add(int trial, Curve? curve, BlockSink sink, CellBuffer buffer)
    {
        if (curve is null || curve.Values.Length == 0)
            return;
        int windowStart = int.Min(_windowStart, curve.FirstEpoch);
        int windowEnd = int.Max(_windowEnd, curve.EndEpoch);
        long cells = (long)(trial + 1 - _firstPending) * (windowEnd - windowStart);
        if (_pending.Count == 0 || cells > blockCells)
        {
            Flush(sink, buffer);
            _firstPending = trial;
            (windowStart, windowEnd) = (curve.FirstEpoch, curve.EndEpoch);
        }
        while (_firstPending + _pending.Count < trial)
            _pending.Add(null);
        _pending.Add(curve);
        (_windowStart, _windowEnd) = (windowStart, windowEnd);
    }

    /// <summary>Writes what is pending and the index; null when the column never held anything.</summary>
    public ColumnEntry? Complete(int trialCount, BlockSink sink, CellBuffer buffer)
    {
        Flush(sink, buffer);
        return _blocks.IsEmpty ? null : _blocks.WriteIndex(sink, trialCount);
    }

    private void Flush(BlockSink sink, CellBuffer buffer)
    {
        if (_pending.Count == 0)
            return;
        int stride = _windowEnd - _windowStart;
        buffer.Reset(_pending.Count * stride);
        for (int item = 0; item < _pending.Count; item++)
        {
            if (_pending[item] is not { } curve)
                continue;
            int cell = item * stride + (curve.FirstEpoch - _windowStart);
            for (int i = 0; i < curve.Values.Length; i++)
                buffer.Set(cell + i, curve.StateAt(curve.FirstEpoch + i), curve.Values[i]);
        }
        if (buffer.HoldsAnything)
            _blocks.Add(buffer.Write(sink, _firstPending, _pending.Count, stride, _windowStart));
        _pending.Clear();
        (_windowStart, _windowEnd) = (int.MaxValue, 0);
    }
}
