using System.Globalization;

namespace NatsBench.Fast.Inference.Arrays;

/// <summary>
/// Reads the dictionary within a <c>.npy</c> header, a Python literal with the keys <c>descr</c>, <c>fortran_order</c> and <c>shape</c> in any
/// order; nothing is evaluated.
/// </summary>
internal ref struct NpyDictionary(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    /// <summary>Reads it.</summary>
    /// <returns>Null, or what is wrong with the file.</returns>
    public string? Read(out NpyHeader header)
    {
        header = null!;
        string? type = null;
        bool? isFortran = null;
        long[]? shape = null;
        if (!Take('{'))
            return Malformed();
        while (!Take('}'))
        {
            if (!TryText(out string key) || !Take(':'))
                return Malformed();
            bool isRead = key switch
            {
                "descr" when type is null => TryText(out type),
                "fortran_order" when isFortran is null => TryBoolean(out isFortran),
                "shape" when shape is null => TryShape(out shape),
                _ => false,
            };
            if (!isRead)
                return key == "descr" && Next('[') ? "holds records of several fields; save one plain array" : Malformed();
            if (!Take(',') && !Next('}'))
                return Malformed();
        }
        if (!_rest.Trim().IsEmpty || type is null || isFortran is not { } fortran || shape is null)
            return Malformed();
        if (type is not ("<f4" or "|u1"))
            return $"holds elements of type '{type}'; single precision ('<f4') or bytes ('|u1') are read: numpy.save(path, array.astype('<f4'))";
        if (fortran && shape.Length > 1)
            return "is in Fortran's order; save numpy.ascontiguousarray(array)";
        if (NpyHeader.CountOf(shape) is null)
            return $"has the shape ({string.Join(", ", shape)}), and no array has it";
        header = new NpyHeader(type == "<f4" ? NpyType.F32 : NpyType.U8, shape);
        return null;
    }

    private static string Malformed() => "has a header that NumPy would not have written; numpy.save writes it anew";

    private bool Next(char wanted)
    {
        _rest = _rest.TrimStart();
        return _rest.StartsWith(wanted);
    }

    private bool Take(char wanted)
    {
        if (!Next(wanted))
            return false;
        _rest = _rest[1..];
        return true;
    }

    private bool TryText(out string text)
    {
        text = "";
        char quote = Next('"') ? '"' : '\'';
        if (!Take(quote) || _rest.IndexOf(quote) is not (>= 0 and var end))
            return false;
        text = _rest[..end].ToString();
        _rest = _rest[(end + 1)..];
        return !text.Contains('\\');
    }

    private bool TryBoolean(out bool? value)
    {
        _rest = _rest.TrimStart();
        value = _rest.StartsWith("True") ? true : _rest.StartsWith("False") ? false : null;
        if (value is { } found)
            _rest = _rest[(found ? 4 : 5)..];
        return value is not null;
    }

    private bool TryShape(out long[] shape)
    {
        List<long> sides = [];
        shape = [];
        if (!Take('('))
            return false;
        bool isClosed = false, hasComma = false;
        while (!isClosed)
        {
            if (Take(')'))
                break;
            int digits = _rest.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : _rest.Length;
            if (!long.TryParse(_rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out long side))
                return false;
            sides.Add(side);
            _rest = _rest[digits..];
            if (Take(','))
                hasComma = true;
            else if (!(isClosed = Take(')')))
                return false;
        }
        shape = [.. sides];
        // (3) is a number in Python, and no tuple.
        return shape.Length != 1 || hasComma;
    }
}
