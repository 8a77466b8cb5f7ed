using System.Runtime.Intrinsics;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.NasBench101;

/// <summary>
/// The numbers of all records of one number of epochs, in the order in which they come. The original's doubles hold float32 values: they are kept as
/// those, and a part of the records in which one does not is kept in doubles.
/// </summary>
internal sealed class ModuleNumberStore
{
    private const int PartBits = 16;
    private const int PartRecords = 1 << PartBits;

    private readonly List<Part> _parts = [];

    /// <summary>Number of records.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="place">Its number in the file.</param>
    /// <returns>Its number here.</returns>
    public int Add(in ModuleRecord record, int place)
    {
        int number = Count++;
        if (number >> PartBits == _parts.Count)
            _parts.Add(new Part());
        _parts[^1].Set(number & (PartRecords - 1), record, place);
        return number;
    }

    /// <summary>Which numbers of a record are there.</summary>
    public ushort Present(int record) => HeadOf(record).Present;

    /// <summary>The number of a record in the file.</summary>
    public int Place(int record) => HeadOf(record).Place;

    /// <summary>Tells a point of records as tables have it.</summary>
    /// <param name="records">Their numbers.</param>
    /// <param name="first">The first number of the point.</param>
    /// <param name="target">Receives it.</param>
    public void Fill(ReadOnlySpan<int> records, int first, ModuleTrainings target)
    {
        int count = records.Length;
        Span<double> parameters = target.Params[..count], seconds = target.Seconds[..count], train = target.Train[..count], valid = target.Valid[..count], test = target.Test[..count];
        Span<byte> present = target.Present[..count];
        // A hundred times a float32 is exact in double precision, and so is the way back.
        Vector256<double> units = Vector256.Create(1.0, 100, 100, 100);
        for (int i = 0; i < records.Length; i++)
        {
            Part part = _parts[records[i] >> PartBits];
            int record = records[i] & (PartRecords - 1);
            Vector256<double> point = part.Point(record * ModuleRecord.Count + first) * units;
            seconds[i] = point[0];
            train[i] = point[1];
            valid[i] = point[2];
            test[i] = point[3];
            Head head = part.Heads[record];
            parameters[i] = head.Parameters / 1e6;
            present[i] = (byte)(head.Present >> first & ModuleTrainings.All);
        }
    }

    /// <summary>True where a record says the same as one that is here.</summary>
    public bool Equals(int record, in ModuleRecord other) => Present(record) == other.Present && HeadOf(record).Parameters == other.Parameters
        && _parts[record >> PartBits].NumbersOf(record & (PartRecords - 1)).AsInt64() == Vectors(other).AsInt64();

    private static Vector512<double> Vectors(in ModuleRecord record) => Vector512.LoadUnsafe(in record.Numbers[0]);

    private ref readonly Head HeadOf(int record) => ref _parts[record >> PartBits].Heads[record & (PartRecords - 1)];

    // What a record has beside its numbers.
    private readonly record struct Head(int Place, int Parameters, ushort Present);

    private sealed class Part
    {
        private float[]? _narrow = new float[PartRecords * ModuleRecord.Count];
        private double[]? _wide;

        public Head[] Heads { get; } = new Head[PartRecords];

        public Vector512<double> NumbersOf(int record) => _narrow is not null
            ? Widened(Vector256.Create<float>(_narrow.AsSpan(record * ModuleRecord.Count, ModuleRecord.Count)))
            : Vector512.Create<double>(_wide.AsSpan(record * ModuleRecord.Count, ModuleRecord.Count));

        public Vector256<double> Point(int first) => _narrow is not null
            ? Vector256.Create(Vector128.WidenLower(Four(_narrow, first)), Vector128.WidenUpper(Four(_narrow, first)))
            : Vector256.Create<double>(_wide.AsSpan(first, ModuleRecord.PointNumbers));

        private static Vector128<float> Four(float[] numbers, int first) => Vector128.Create<float>(numbers.AsSpan(first, ModuleRecord.PointNumbers));

        public void Set(int record, in ModuleRecord values, int place)
        {
            Heads[record] = new Head(place, values.Parameters, values.Present);
            int first = record * ModuleRecord.Count;
            Vector512<double> numbers = Vectors(values);
            if (_narrow is not null)
            {
                Vector256<float> narrow = Vector256.Narrow(numbers.GetLower(), numbers.GetUpper());
                if (Widened(narrow).AsInt64() == numbers.AsInt64())
                {
                    narrow.CopyTo(_narrow, first);
                    return;
                }
                _wide = Array.ConvertAll(_narrow, static value => (double)value);
                _narrow = null;
            }
            numbers.CopyTo(_wide!, first);
        }

        private static Vector512<double> Widened(Vector256<float> numbers) => Vector512.Create(Vector256.WidenLower(numbers), Vector256.WidenUpper(numbers));
    }
}
