using NatsBench.Fast.Format;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Writing;

/// <summary>
/// One curve column on its way to the file: curves gather until a block's worth is there, laid out on the window of epochs
/// that they share. Those that fill it are copied at once; the first that does not keeps the others waiting as they are.
/// </summary>
internal sealed class CurveBuilder(ColumnKey key, int blockCells)
{
    private readonly CurveRows _rows = new(blockCells);
    private readonly List<Curve?> _pending = []; // empty while all are rows
    private int _firstPending;
    private int _windowStart = int.MaxValue;
    private int _windowEnd;

    public ColumnBlocks Blocks { get; } = new(key, ElementType.Float64);

    private int Count => _rows.Count + _pending.Count;

    /// <summary>Adds the curve of a trial; trials that are passed over have none.</summary>
    public void Add(int trial, Curve curve, BlockSink sink)
    {
        if (curve.Values.Length == 0)
            return;
        int windowStart = int.Min(_windowStart, curve.FirstEpoch);
        int windowEnd = int.Max(_windowEnd, curve.EndEpoch);
        long cells = (long)(trial + 1 - _firstPending) * (windowEnd - windowStart);
        if (Count == 0 || cells > blockCells)
        {
            Flush(sink);
            _firstPending = trial;
            (_windowStart, _windowEnd) = (curve.FirstEpoch, curve.EndEpoch);
        }
        if (IsNextRow(trial, curve))
        {
            _rows.Add(curve.Values);
            return;
        }
        KeepRowsAsCurves();
        while (_firstPending + _pending.Count < trial)
            _pending.Add(null);
        _pending.Add(curve);
        _windowStart = int.Min(_windowStart, curve.FirstEpoch);
        _windowEnd = int.Max(_windowEnd, curve.EndEpoch);
    }

    /// <summary>Hands on what is pending.</summary>
    public void Flush(BlockSink sink)
    {
        if (Count == 0)
            return;
        BlockJob job = new(Blocks, _firstPending, Count, _windowEnd - _windowStart, _windowStart);
        if (_pending.Count > 0)
        {
            AddSparse(job, sink);
        }
        else
        {
            job.SetCells(_rows.Take());
            sink.Add(job);
        }
        _pending.Clear();
        (_windowStart, _windowEnd) = (int.MaxValue, 0);
    }

    private bool IsNextRow(int trial, Curve curve) =>
        _pending.Count == 0 && trial == _firstPending + _rows.Count && curve.IsDense
        && curve.FirstEpoch == _windowStart && curve.EndEpoch == _windowEnd;

    private void KeepRowsAsCurves()
    {
        for (int row = 0; row < _rows.Count; row++)
            _pending.Add(new Curve(_windowStart, _rows[row].ToArray()));
        _rows.Clear();
    }

    private void AddSparse(BlockJob job, BlockSink sink)
    {
        CellBlock block = new(job);
        for (int item = 0; item < _pending.Count; item++)
        {
            if (_pending[item] is not { } curve)
                continue;
            int cell = item * (_windowEnd - _windowStart) + (curve.FirstEpoch - _windowStart);
            for (int i = 0; i < curve.Values.Length; i++)
                block.Set(cell + i, curve.StateAt(curve.FirstEpoch + i), curve.Values[i]);
        }
        block.Complete(sink);
    }
}
