namespace NatsBench.Fast.Conversion.NasBench101;

/// <summary>
/// The numbers of all records, by number of the record. The original's doubles hold float32 values: they are kept as those, and a part of the
/// records in which one does not is kept in doubles.
/// </summary>
internal sealed class ModuleNumberStore
{
    private const int PartBits = 16;
    private const int PartRecords = 1 << PartBits;

    private readonly List<Part> _parts = [];

    /// <summary>Number of records.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a record.</summary>
    /// <returns>Its number.</returns>
    public int Add(in ModuleRecord record)
    {
        int number = Count++;
        if (number >> PartBits == _parts.Count)
            _parts.Add(new Part());
        _parts[^1].Set(number & (PartRecords - 1), record);
        return number;
    }

    /// <summary>Which numbers of a record are there.</summary>
    public ushort Present(int record) => _parts[record >> PartBits].Present[record & (PartRecords - 1)];

    /// <summary>The parameters of a record.</summary>
    public int Parameters(int record) => _parts[record >> PartBits].Parameters[record & (PartRecords - 1)];

    /// <summary>A number of a record; without meaning where it is not there.</summary>
    public double this[int record, int number] => _parts[record >> PartBits][record & (PartRecords - 1), number];

    /// <summary>True where a record says the same as one that is here.</summary>
    public bool Equals(int record, in ModuleRecord other)
    {
        if (Present(record) != other.Present || Parameters(record) != other.Parameters)
            return false;
        for (int number = 0; number < ModuleRecord.Count; number++)
            if (BitConverter.DoubleToInt64Bits(this[record, number]) != BitConverter.DoubleToInt64Bits(other.Numbers[number]))
                return false;
        return true;
    }

    private sealed class Part
    {
        private float[]? _narrow = new float[PartRecords * ModuleRecord.Count];
        private double[]? _wide;

        public ushort[] Present { get; } = new ushort[PartRecords];

        public int[] Parameters { get; } = new int[PartRecords];

        public double this[int record, int number] => _narrow is not null
            ? _narrow[record * ModuleRecord.Count + number]
            : _wide![record * ModuleRecord.Count + number];

        public void Set(int record, in ModuleRecord values)
        {
            Present[record] = values.Present;
            Parameters[record] = values.Parameters;
            int first = record * ModuleRecord.Count;
            if (_narrow is not null && IsNarrow(values.Numbers))
            {
                for (int number = 0; number < ModuleRecord.Count; number++)
                    _narrow[first + number] = (float)values.Numbers[number];
                return;
            }
            if (_wide is null)
            {
                _wide = Array.ConvertAll(_narrow!, static value => (double)value);
                _narrow = null;
            }
            for (int number = 0; number < ModuleRecord.Count; number++)
                _wide[first + number] = values.Numbers[number];
        }

        private static bool IsNarrow(in ModuleNumbers numbers)
        {
            bool isNarrow = true;
            for (int number = 0; number < ModuleRecord.Count; number++)
                isNarrow &= BitConverter.DoubleToInt64Bits((float)numbers[number]) == BitConverter.DoubleToInt64Bits(numbers[number]);
            return isNarrow;
        }
    }
}
