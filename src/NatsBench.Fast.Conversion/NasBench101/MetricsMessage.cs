using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace NatsBench.Fast.Conversion.NasBench101;

/// <summary>
/// The original's protocol message, by field number. ModelMetrics: 1 repeated EvaluationData, 2 trainable_parameters, 3 total_time.
/// EvaluationData: 1 current_epoch, 2 training_time, 3 train_accuracy, 4 validation_accuracy, 5 test_accuracy, 6 checkpoint_path. Other fields
/// are passed over, as protocol buffers do.
/// </summary>
internal static class MetricsMessage
{
    /// <summary>Before what made-up records say of their origin.</summary>
    public static ReadOnlySpan<byte> SyntheticMark => "synthetic: "u8;

    private const int Untrained = 0;
    private const int Points = 3;
    private const int MostVarintBytes = 10;

    // A key and a double.
    private const int DoubleField = 1 + sizeof(double);

    // An evaluation as the original writes it, and a key and a length before it.
    private const int PointBytes = 5 * DoubleField;
    private const int PointHeader = 2;
    private const int UsualPoint = PointHeader + PointBytes;
    private const int LeastUsual = Points * UsualPoint;

    private const int VarintType = 0;
    private const int DoubleType = 1;
    private const int BytesType = 2;
    private const int FloatType = 5;

    /// <summary>Reads a message.</summary>
    /// <param name="message">Its bytes.</param>
    /// <param name="record">Receives the numbers; its epochs are known.</param>
    /// <param name="mark">Receives what made-up records say of their origin, in <c>checkpoint_path</c> of the untrained point, where it is null.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Read(ReadOnlySpan<byte> message, ref ModuleRecord record, ref string? mark) =>
        TryUsual(message, ref record, ref mark) ? null : ReadFields(message, ref record, ref mark);

    /// <summary>The same field by field, in any order: its definition.</summary>
    internal static string? ReadFields(ReadOnlySpan<byte> message, ref ModuleRecord record, ref string? mark)
    {
        int points = 0;
        while (!message.IsEmpty)
        {
            if (ReadKey(ref message, out int field, out int type) is { } fault)
                return fault;
            if (field == 1)
            {
                if (type != BytesType || !TryBytes(ref message, out ReadOnlySpan<byte> point))
                    return "its metrics have evaluation data that are no message, or end inside it";
                if (points == Points)
                    return "its metrics have more than three evaluations";
                if (ReadPoint(point, points++, ref record, ref mark) is { } pointFault)
                    return pointFault;
            }
            else if (field == 2)
            {
                if (type != VarintType || !TryVarint(ref message, out ulong value) || value > int.MaxValue)
                    return "its metrics have a number of parameters that is none";
                record.Parameters = (int)value;
                record.Present |= ModuleRecord.HasParameters;
            }
            else if (!TrySkip(ref message, type))
            {
                return $"its metrics end inside field {field}, or have it of wire type {type}";
            }
        }
        return points == Points ? null : $"its metrics have {points} evaluations, where the original reads three: untrained, halfway, final";
    }

    // What the original writes: three evaluations with all five numbers in their order, the first with a path or without, the parameters, a time.
    private static bool TryUsual(ReadOnlySpan<byte> message, ref ModuleRecord record, ref string? mark)
    {
        if (message.Length < LeastUsual || !IsUsualPoint(message[PointHeader..]) || message[0] != (1 << 3 | BytesType))
            return false;
        ReadOnlySpan<byte> path = [];
        int first = message[1];
        if (first > PointBytes)
        {
            int length = first - PointBytes - PointHeader;
            if (first >= 0x80 || length < 0 || message[PointHeader + PointBytes] != (6 << 3 | BytesType) || message[PointHeader + PointBytes + 1] != length)
                return false;
            path = message.Slice(2 * PointHeader + PointBytes, length);
        }
        else if (first < PointBytes)
        {
            return false;
        }
        ReadOnlySpan<byte> rest = message[(PointHeader + first)..];
        if (rest.Length < 2 * UsualPoint + 1 || !IsUsual(rest) || !IsUsual(rest[UsualPoint..]) || rest[2 * UsualPoint] != (2 << 3 | VarintType))
            return false;
        ReadOnlySpan<byte> end = rest[(2 * UsualPoint + 1)..];
        if (!TryVarint(ref end, out ulong parameters) || parameters > int.MaxValue || end.Length != DoubleField || end[0] != (3 << 3 | DoubleType))
            return false;
        record.Parameters = (int)parameters;
        record.Present = ModuleRecord.HasParameters | ((1 << ModuleRecord.Count) - 1);
        ReadOnlySpan<byte> halfway = rest.Slice(PointHeader, PointBytes), final = rest.Slice(UsualPoint + PointHeader, PointBytes);
        record.HasOddEpoch = DoubleAt(message[PointHeader..], 0) != 0 || DoubleAt(halfway, 0) != 0.5 * record.Epochs || DoubleAt(final, 0) != record.Epochs;
        Span<double> numbers = record.Numbers;
        for (int i = 0; i < ModuleRecord.PointNumbers; i++)
        {
            numbers[i] = DoubleAt(halfway, i + 1);
            numbers[ModuleRecord.PointNumbers + i] = DoubleAt(final, i + 1);
        }
        if (mark is null)
            SetMark(path, ref mark);
        return true;
    }

    private static bool IsUsual(ReadOnlySpan<byte> field) => field[0] == (1 << 3 | BytesType) & field[1] == PointBytes && IsUsualPoint(field[PointHeader..]);

    private static bool IsUsualPoint(ReadOnlySpan<byte> point) => point[0] == (1 << 3 | DoubleType) & point[DoubleField] == (2 << 3 | DoubleType)
        & point[2 * DoubleField] == (3 << 3 | DoubleType) & point[3 * DoubleField] == (4 << 3 | DoubleType) & point[4 * DoubleField] == (5 << 3 | DoubleType);

    private static double DoubleAt(ReadOnlySpan<byte> point, int field) => BinaryPrimitives.ReadDoubleLittleEndian(point[(field * DoubleField + 1)..]);

    private static void SetMark(ReadOnlySpan<byte> path, ref string? mark)
    {
        if (path.StartsWith(SyntheticMark))
            mark = Printable.Of(Encoding.UTF8.GetString(path[SyntheticMark.Length..]));
    }

    private static string? ReadPoint(ReadOnlySpan<byte> point, int number, ref ModuleRecord record, ref string? mark)
    {
        int first = (number - 1) * ModuleRecord.PointNumbers;
        while (!point.IsEmpty)
        {
            if (ReadKey(ref point, out int field, out int type) is { } fault)
                return fault;
            if (field is >= 1 and <= 5)
            {
                if (type != DoubleType || point.Length < sizeof(double))
                    return $"its metrics have field {field} of an evaluation that is no double, or end inside it";
                double value = BinaryPrimitives.ReadDoubleLittleEndian(point);
                point = point[sizeof(double)..];
                if (field == 1)
                    record.HasOddEpoch |= value != number * 0.5 * record.Epochs;
                else if (number != Untrained)
                    Set(ref record, first + field - 2, value);
            }
            else if (field == 6 && number == Untrained)
            {
                if (type != BytesType || !TryBytes(ref point, out ReadOnlySpan<byte> path))
                    return "its metrics have a checkpoint_path that is no text, or end inside it";
                if (mark is null)
                    SetMark(path, ref mark);
            }
            else if (!TrySkip(ref point, type))
            {
                return $"its metrics end inside field {field} of an evaluation, or have it of wire type {type}";
            }
        }
        return null;
    }

    private static void Set(ref ModuleRecord record, int number, double value)
    {
        record.Numbers[number] = value;
        record.Present |= (ushort)(1 << number);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static string? ReadKey(ref ReadOnlySpan<byte> bytes, out int field, out int type)
    {
        bool isKey = TryVarint(ref bytes, out ulong key) && key >> 3 is >= 1 and < 1 << 29;
        (field, type) = ((int)(key >> 3), (int)(key & 7));
        return isKey ? null : "its metrics are no protocol message";
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        // Keys and most lengths.
        if (bytes is [< 0x80, ..])
        {
            value = bytes[0];
            bytes = bytes[1..];
            return true;
        }
        return TryLongVarint(ref bytes, out value);
    }

    private static bool TryLongVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (int i = 0; i < int.Min(bytes.Length, MostVarintBytes); i++)
        {
            value |= (ulong)(bytes[i] & 0x7f) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryBytes(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryVarint(ref bytes, out ulong length) || length > (ulong)bytes.Length)
            return false;
        value = bytes[..(int)length];
        bytes = bytes[(int)length..];
        return true;
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> bytes, int type)
    {
        switch (type)
        {
            case VarintType:
                return TryVarint(ref bytes, out _);
            case BytesType:
                return TryBytes(ref bytes, out _);
            case DoubleType or FloatType:
                int length = type == DoubleType ? sizeof(double) : sizeof(float);
                if (bytes.Length < length)
                    return false;
                bytes = bytes[length..];
                return true;
            default:
                return false;
        }
    }
}
