using System.Runtime.InteropServices;
using NatsBench.Fast.Format;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Writing;

/// <summary>
/// One curve column on its way to the file: curves are kept until a block's worth is there, then laid out on the
/// window of epochs that they share.
/// </summary>
internal sealed class CurveBuilder(ColumnKey key, int blockCells)
{
    private readonly List<Curve?> _pending = [];
    private int _firstPending;
    private int _windowStart = int.MaxValue;
    private int _windowEnd;

    public ColumnBlocks Blocks { get; } = new(key, ElementType.Float64);

    /// <summary>Adds the curve of a trial; trials that are passed over have none.</summary>
    public void Add(int trial, Curve curve, BlockSink sink)
    {
        if (curve.Values.Length == 0)
            return;
        int windowStart = int.Min(_windowStart, curve.FirstEpoch);
        int windowEnd = int.Max(_windowEnd, curve.EndEpoch);
        long cells = (long)(trial + 1 - _firstPending) * (windowEnd - windowStart);
        if (_pending.Count == 0 || cells > blockCells)
        {
            Flush(sink);
            _firstPending = trial;
            (windowStart, windowEnd) = (curve.FirstEpoch, curve.EndEpoch);
        }
        while (_firstPending + _pending.Count < trial)
            _pending.Add(null);
        _pending.Add(curve);
        (_windowStart, _windowEnd) = (windowStart, windowEnd);
    }

    /// <summary>Hands on what is pending.</summary>
    public void Flush(BlockSink sink)
    {
        if (_pending.Count == 0)
            return;
        BlockJob job = new(Blocks, _firstPending, _pending.Count, _windowEnd - _windowStart, _windowStart);
        if (_pending.TrueForAll(FillsWindow))
            AddDense(job, sink);
        else
            AddSparse(job, sink);
        _pending.Clear();
        (_windowStart, _windowEnd) = (int.MaxValue, 0);
    }

    private bool FillsWindow(Curve? curve) =>
        curve is { IsDense: true } && curve.FirstEpoch == _windowStart && curve.EndEpoch == _windowEnd;

    private void AddDense(BlockJob job, BlockSink sink)
    {
        Span<double> cells = MemoryMarshal.Cast<byte, double>(job.RentCells());
        foreach (Curve? curve in _pending)
        {
            curve!.Values.CopyTo(cells);
            cells = cells[curve.Values.Length..];
        }
        sink.Add(job);
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
