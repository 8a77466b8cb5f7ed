using System.Runtime.InteropServices;
using NatsBench.Fast.Format;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Writing;

/// <summary>A column of one double a trial, kept in memory until the end so that it lies in the file in one piece.</summary>
internal sealed class TrialCells
{
    private readonly List<double> _values = [];
    private readonly List<CellState> _states = [];
    private bool _allNumbers = true;

    public bool IsEmpty => _values.Count == 0;

    /// <summary>Sets the cell of the latest trial; trials that are passed over are absent.</summary>
    public void Set(int trial, CellState state, double value)
    {
        if (state == CellState.Absent)
            return;
        PadTo(trial);
        _values.Add(value);
        _states.Add(state);
        _allNumbers &= state == CellState.Number;
    }

    /// <summary>Hands the column on.</summary>
    public ColumnBlocks Write(ColumnKey key, int trialCount, BlockSink sink, int blockCells)
    {
        PadTo(trialCount);
        ColumnBlocks blocks = new(key, ElementType.Float64);
        for (int first = 0; first < trialCount; first += blockCells)
        {
            int count = int.Min(blockCells, trialCount - first);
            BlockJob job = new(blocks, first, count, stride: 1, origin: 0);
            if (_allNumbers)
            {
                MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_values).Slice(first, count)).CopyTo(job.RentCells());
                sink.Add(job);
                continue;
            }
            CellBlock block = new(job);
            for (int i = 0; i < count; i++)
                block.Set(i, _states[first + i], _values[first + i]);
            block.Complete(sink);
        }
        return blocks;
    }

    private void PadTo(int trial)
    {
        while (_values.Count < trial)
        {
            _values.Add(double.NaN);
            _states.Add(CellState.Absent);
            _allNumbers = false;
        }
    }
}
