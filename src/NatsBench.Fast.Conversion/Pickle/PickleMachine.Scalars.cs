using System.Globalization;
using System.Numerics;
using System.Text;

namespace NatsBench.Fast.Conversion.Pickle;

// Numbers and strings, the text forms of protocol 0 included.
internal sealed partial class PickleMachine
{
    private void PushString(ReadOnlySpan<byte> utf8)
    {
        int id = Intern(utf8);
        Push(PickleValue.String(strings[id], id));
    }

    private int Intern(ReadOnlySpan<byte> utf8)
    {
        if ((long)strings.Size + utf8.Length > PickleLimits.Strings)
            throw _input.Error($"more than {PickleLimits.Strings >> 20} MiB of distinct strings, which no archive has");
        int id = strings.Intern(utf8);
        return id >= 0 ? id : throw _input.Error("a string that is not valid UTF-8");
    }

    /// <summary>A string of Python 2: text where it is ASCII, which is how Python 3 reads it, else bytes.</summary>
    private void PushOldString(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes))
            PushString(bytes);
        else
            Push(PickleValue.Bytes(bytes.ToArray()));
    }

    // Images may have 100 MB, which are not copied once more.
    private void PushOldString(byte[] bytes)
    {
        if (Ascii.IsValid(bytes))
            PushString(bytes);
        else
            Push(PickleValue.Bytes(bytes));
    }

    private void PushStringText()
    {
        ReadOnlySpan<byte> line = _input.ReadLine().TrimEnd((byte)'\r');
        if (line.Length < 2 || line[0] != line[^1] || line[0] is not ((byte)'\'' or (byte)'"'))
            throw _input.Error("a string without quotes");
        PushOldString(PythonEscapes.DecodeString(line[1..^1]) ?? throw _input.Error("a broken escape in a string"));
    }

    private void PushUnicodeText() =>
        PushString(PythonEscapes.DecodeUnicode(_input.ReadLine()) ?? throw _input.Error("a broken escape in a string"));

    private void PushLong(int length)
    {
        ReadOnlySpan<byte> bytes = _input.Read(length);
        Push(PickleValue.Int(new BigInteger(bytes)));
    }

    private void PushIntText()
    {
        ReadOnlySpan<byte> line = _input.ReadLine();
        if (line.SequenceEqual("00"u8) || line.SequenceEqual("01"u8))
            Push(PickleValue.Bool(line[1] == '1'));
        else
            Push(ParseInt(line));
    }

    private void PushLongText() => Push(ParseInt(_input.ReadLine().TrimEnd((byte)'L')));

    private PickleValue ParseInt(ReadOnlySpan<byte> digits)
    {
        if (digits.Length > PickleLimits.Digits
            || !BigInteger.TryParse(Encoding.ASCII.GetString(digits), NumberStyles.Integer, CultureInfo.InvariantCulture, out BigInteger value))
            throw _input.Error("not an integer");
        return PickleValue.Int(value);
    }

    private void PushFloatText()
    {
        ReadOnlySpan<byte> line = _input.ReadLine();
        double value = line switch
        {
            [.. var sign, (byte)'n', (byte)'a', (byte)'n'] when sign.Length <= 1 => double.NaN,
            [(byte)'i', (byte)'n', (byte)'f'] => double.PositiveInfinity,
            [(byte)'-', (byte)'i', (byte)'n', (byte)'f'] => double.NegativeInfinity,
            _ when double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) => parsed,
            _ => throw _input.Error("not a number"),
        };
        Push(PickleValue.Float(value));
    }

    private long ReadIndexText()
    {
        ReadOnlySpan<byte> line = _input.ReadLine();
        return long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out long index) ? index : throw _input.Error("not a memo entry");
    }
}
