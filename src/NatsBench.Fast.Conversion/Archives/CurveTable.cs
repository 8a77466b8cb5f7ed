using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>The cells of one official dict, sorted into curves: one for a dict of epochs, one a set for a dict of <c>set@epoch</c>.</summary>
internal sealed class CurveTable
{
    private Cells[] _sets = [new()]; // a dict of epochs has one

    /// <summary>Cells of all sets.</summary>
    public int Count { get; private set; }

    public void Clear()
    {
        foreach (Cells set in _sets)
            set.Clear();
        Count = 0;
    }

    public void Add(int set, int epoch, double value, CellState state)
    {
        if (set >= _sets.Length)
            Grow(set + 1);
        _sets[set].Add(epoch, value, state);
        Count++;
    }

    /// <summary>Epochs from a set's first to its last; 0 without any.</summary>
    public int WidthOf(int set) => set < _sets.Length ? _sets[set].Width : 0;

    /// <summary>The curve of a set.</summary>
    public Curve ToCurve(int set) => _sets[set].ToCurve();

    /// <summary>The epochs of a set in the order they came in; null when they ascend.</summary>
    public int[]? OrderOf(int set) => _sets[set].Order();

    private void Grow(int sets)
    {
        int known = _sets.Length;
        Array.Resize(ref _sets, sets);
        for (; known < sets; known++)
            _sets[known] = new();
    }

    /// <summary>The cells of one set; the arrays are kept from dict to dict.</summary>
    private sealed class Cells
    {
        private double[] _values = new double[256];
        private int[] _epochs = new int[256];
        private CellState[] _states = new CellState[256];
        private int _count;
        private int _numbers;
        private int _first;
        private int _last;
        private bool _ascends = true;

        public int Width => _count == 0 ? 0 : _last - _first + 1;

        public void Clear() => (_count, _numbers, _first, _ascends) = (0, 0, 0, true);

        public void Add(int epoch, double value, CellState state)
        {
            if (_count == _values.Length)
                Grow();
            if (_count == 0)
                (_first, _last) = (epoch, epoch);
            else if (epoch > _last)
                _last = epoch;
            else
                (_first, _ascends) = (Math.Min(_first, epoch), false);
            _numbers += state == CellState.Number ? 1 : 0;
            (_values[_count], _epochs[_count], _states[_count]) = (value, epoch, state);
            _count++;
        }

        public Curve ToCurve()
        {
            // Usual: one number after another.
            if (_ascends && _numbers == Width)
                return new(_first, _values.AsSpan(0, _count).ToArray());
            double[] values = new double[Width];
            CellState[]? states = _numbers == values.Length ? null : new CellState[values.Length];
            for (int i = 0; i < _count; i++)
            {
                values[_epochs[i] - _first] = _values[i];
                if (states is not null)
                    states[_epochs[i] - _first] = _states[i];
            }
            return new(_first, values, states);
        }

        public int[]? Order() => _ascends ? null : _epochs.AsSpan(0, _count).ToArray();

        private void Grow()
        {
            Array.Resize(ref _values, 2 * _count);
            Array.Resize(ref _epochs, 2 * _count);
            Array.Resize(ref _states, 2 * _count);
        }
    }
}
