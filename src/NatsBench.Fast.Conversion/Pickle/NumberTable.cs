namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>
/// What nearly all dicts of a record are: numbers by epoch, or by set@epoch. Keys are integers that count up by one, or distinct
/// strings; values are floats.
/// </summary>
internal sealed class NumberTable
{
    private readonly StringTable _strings;

    private NumberTable(StringTable strings, int firstKey, int[]? textIds, double[] values)
    {
        _strings = strings;
        FirstKey = firstKey;
        TextIds = textIds;
        Values = values;
    }

    /// <summary>The first integer key, where the keys are integers.</summary>
    public int FirstKey { get; }

    /// <summary>The keys' ids in the string table; null where the keys are integers.</summary>
    public int[]? TextIds { get; }

    /// <summary>The values, in the order of the keys; they never change.</summary>
    public double[] Values { get; }

    public PickleValue KeyAt(int place) =>
        TextIds is null ? PickleValue.Int(FirstKey + place) : PickleValue.String(_strings[TextIds[place]], TextIds[place]);

    /// <summary>Gathers a table; kept from one to the next.</summary>
    public sealed class Builder(StringTable strings)
    {
        private int[] _keys = new int[1024];
        private double[] _values = new double[1024];
        private int[] _lastUse = new int[1024]; // by text: the number of the table that has it
        private int _number;
        private int[] _texts = []; // of the table before
        private bool _hasTexts;

        public int Count { get; private set; }

        public void Clear()
        {
            Count = 0;
            if (++_number == int.MaxValue)
            {
                Array.Clear(_lastUse);
                _number = 1;
            }
        }

        /// <summary>Adds a number under an integer; false where the keys do not count up.</summary>
        public bool TryAdd(int key, double value)
        {
            if (Count > 0 && (_hasTexts || key != _keys[Count - 1] + 1))
                return false;
            _hasTexts = false;
            Append(key, value);
            return true;
        }

        /// <summary>Adds a number under a text; false where the text is there already, or other keys are.</summary>
        public bool TryAddText(int id, double value)
        {
            if (id >= _lastUse.Length)
                Array.Resize(ref _lastUse, Math.Max(id + 1, 2 * _lastUse.Length));
            if ((Count > 0 && !_hasTexts) || _lastUse[id] == _number)
                return false;
            _hasTexts = true;
            _lastUse[id] = _number;
            Append(id, value);
            return true;
        }

        public NumberTable Build() =>
            new(strings, _keys[0], _hasTexts ? BuildTexts() : null, _values.AsSpan(0, Count).ToArray());

        // Accuracies, losses and times of a trial mostly have the same keys.
        private int[] BuildTexts() =>
            _keys.AsSpan(0, Count).SequenceEqual(_texts) ? _texts : _texts = _keys.AsSpan(0, Count).ToArray();

        private void Append(int key, double value)
        {
            if (Count == _keys.Length)
            {
                Array.Resize(ref _keys, 2 * Count);
                Array.Resize(ref _values, 2 * Count);
            }
            _keys[Count] = key;
            _values[Count++] = value;
        }
    }
}
