using NatsBench.Fast.Format;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Writing;

/// <summary>A column of one double a trial, kept in memory until the end so that it lies in the file in one piece.</summary>
internal sealed class TrialCells
{
    private readonly List<double> _values = [];
    private readonly List<CellState> _states = [];

    /// <summary>Sets the cell of the latest trial; trials that are passed over are absent.</summary>
    public void Set(int trial, CellState state, double value)
    {
        if (state == CellState.Absent)
            return;
        PadTo(trial);
        _values.Add(value);
        _states.Add(state);
    }

    /// <summary>Writes the column; null when it never held anything.</summary>
    public ColumnEntry? Write(ColumnKey key, int trialCount, BlockSink sink, CellBuffer buffer, int blockCells)
    {
        if (_values.Count == 0)
            return null;
        PadTo(trialCount);
        ColumnBlocks blocks = new(key, ElementType.Float64);
        for (int first = 0; first < trialCount; first += blockCells)
        {
            int count = int.Min(blockCells, trialCount - first);
            buffer.Reset(count);
            for (int i = 0; i < count; i++)
                buffer.Set(i, _states[first + i], _values[first + i]);
            if (buffer.HoldsAnything)
                blocks.Add(buffer.Write(sink, first, count, stride: 1, origin: 0));
        }
        return blocks.WriteIndex(sink, trialCount);
    }

    private void PadTo(int trial)
    {
        while (_values.Count < trial)
        {
            _values.Add(double.NaN);
            _states.Add(CellState.Absent);
        }
    }
}
