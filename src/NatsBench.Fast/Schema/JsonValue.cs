using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace NatsBench.Fast.Schema;

/// <summary>
/// A value of a JSON document (RFC 8259), read where it lies: nothing is made but the texts that are asked for. What is accepted, and what it
/// means, is what <c>System.Text.Json</c> says, whose library alone takes 4 MB of memory; a search needs none of it but this.
/// </summary>
internal readonly ref struct JsonValue
{
    private const int MaxDepth = 64;

    // The value alone, without space around it.
    private readonly ReadOnlySpan<byte> _text;

    private JsonValue(ReadOnlySpan<byte> text) => _text = text;

    /// <summary>Checks a document, UTF-8.</summary>
    /// <exception cref="FormatException">Not one JSON value, or more than 64 deep.</exception>
    public static JsonValue Parse(ReadOnlySpan<byte> document)
    {
        int start = SkipSpace(document, 0);
        int end = SkipValue(document, start, 0);
        return SkipSpace(document, end) == document.Length ? new(document[start..end]) : throw NotJson(document, end);
    }

    public JsonKind Kind => _text[0] switch
    {
        (byte)'{' => JsonKind.Object,
        (byte)'[' => JsonKind.Array,
        (byte)'"' => JsonKind.String,
        (byte)'t' => JsonKind.True,
        (byte)'f' => JsonKind.False,
        (byte)'n' => JsonKind.Null,
        _ => JsonKind.Number,
    };

    /// <summary>The value of a key, which an object has; of several the last.</summary>
    /// <exception cref="FormatException">No object, or without the key, or with one that is half of a surrogate pair.</exception>
    public JsonValue this[ReadOnlySpan<byte> key] => TryGet(key, out JsonValue value) ? value : throw new FormatException($"{Encoding.UTF8.GetString(key)} is missing");

    /// <summary>The value of a key, of several the last.</summary>
    /// <exception cref="FormatException">No object, or with a key that is half of a surrogate pair.</exception>
    public bool TryGet(ReadOnlySpan<byte> key, out JsonValue value)
    {
        Require(JsonKind.Object);
        value = default;
        bool isFound = false;
        int place = SkipSpace(_text, 1);
        while (_text[place] != '}')
        {
            int end = SkipString(_text, place);
            bool isSought = IsText(_text[(place + 1)..(end - 1)], key);
            place = SkipSpace(_text, SkipSpace(_text, end) + 1);
            end = SkipValue(_text, place, 0);
            if (isSought)
            {
                value = new(_text[place..end]);
                isFound = true;
            }
            place = SkipComma(_text, end);
        }
        return isFound;
    }

    /// <summary>The values of an array.</summary>
    /// <exception cref="FormatException">No array.</exception>
    public Elements GetEnumerator()
    {
        Require(JsonKind.Array);
        return new Elements(_text);
    }

    /// <summary>Number of values of an array.</summary>
    /// <exception cref="FormatException">No array.</exception>
    public int Count()
    {
        int count = 0;
        foreach (JsonValue _ in this)
            count++;
        return count;
    }

    /// <exception cref="FormatException">No string, or not UTF-8, or half of a surrogate pair.</exception>
    public string Text()
    {
        Require(JsonKind.String);
        return Decode(_text[1..^1]);
    }

    /// <summary>The text, or null.</summary>
    /// <exception cref="FormatException">Neither a string nor null, or not UTF-8, or half of a surrogate pair.</exception>
    public string? TextOrNull() => Kind == JsonKind.Null ? null : Text();

    /// <exception cref="FormatException">No number, or not a whole one of 32 bits.</exception>
    public int Int32()
    {
        Require(JsonKind.Number);
        return Utf8Parser.TryParse(_text, out int number, out int length) && length == _text.Length ? number : throw OutOfRange();
    }

    /// <exception cref="FormatException">No number, or not a whole one of 64 bits.</exception>
    public long Int64()
    {
        Require(JsonKind.Number);
        return Utf8Parser.TryParse(_text, out long number, out int length) && length == _text.Length ? number : throw OutOfRange();
    }

    /// <exception cref="FormatException">Neither true nor false.</exception>
    public bool Boolean() => Kind == JsonKind.True || (Kind == JsonKind.False ? false : throw new FormatException($"a value of the kind {Kind} is neither true nor false"));

    private FormatException OutOfRange() => new($"{Encoding.UTF8.GetString(_text)} is no whole number in range");

    private void Require(JsonKind kind)
    {
        if (Kind != kind)
            throw new FormatException($"a value is of the kind {Kind}, not {kind}");
    }

    /// <summary>The values of an array, one after the other.</summary>
    public ref struct Elements
    {
        private readonly ReadOnlySpan<byte> _array;
        private int _next;

        internal Elements(ReadOnlySpan<byte> array)
        {
            _array = array;
            _next = SkipSpace(array, 1);
        }

        public JsonValue Current { get; private set; }

        public bool MoveNext()
        {
            if (_array[_next] == ']')
                return false;
            int end = SkipValue(_array, _next, 0);
            Current = new(_array[_next..end]);
            _next = SkipComma(_array, end);
            return true;
        }
    }

    // Where the next one begins, or the end of all of them.
    private static int SkipComma(ReadOnlySpan<byte> text, int place)
    {
        place = SkipSpace(text, place);
        return text[place] == ',' ? SkipSpace(text, place + 1) : place;
    }

    private static int SkipSpace(ReadOnlySpan<byte> text, int place)
    {
        while (place < text.Length && text[place] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            place++;
        return place;
    }

    /// <summary>Where a value ends that begins at a place.</summary>
    private static int SkipValue(ReadOnlySpan<byte> text, int place, int depth) => At(text, place) switch
    {
        '{' => SkipObject(text, place, depth + 1),
        '[' => SkipArray(text, place, depth + 1),
        '"' => SkipString(text, place),
        't' => SkipWord(text, place, "true"u8),
        'f' => SkipWord(text, place, "false"u8),
        'n' => SkipWord(text, place, "null"u8),
        _ => SkipNumber(text, place),
    };

    private static int SkipObject(ReadOnlySpan<byte> text, int place, int depth)
    {
        RefuseDeep(text, place, depth);
        int next = SkipSpace(text, place + 1);
        if (At(text, next) == '}')
            return next + 1;
        while (true)
        {
            next = SkipSpace(text, SkipString(text, next));
            if (At(text, next) != ':')
                throw NotJson(text, next);
            next = SkipSpace(text, SkipValue(text, SkipSpace(text, next + 1), depth));
            if (At(text, next) == '}')
                return next + 1;
            if (At(text, next) != ',')
                throw NotJson(text, next);
            next = SkipSpace(text, next + 1);
        }
    }

    private static int SkipArray(ReadOnlySpan<byte> text, int place, int depth)
    {
        RefuseDeep(text, place, depth);
        int next = SkipSpace(text, place + 1);
        if (At(text, next) == ']')
            return next + 1;
        while (true)
        {
            next = SkipSpace(text, SkipValue(text, next, depth));
            if (At(text, next) == ']')
                return next + 1;
            if (At(text, next) != ',')
                throw NotJson(text, next);
            next = SkipSpace(text, next + 1);
        }
    }

    private static int SkipString(ReadOnlySpan<byte> text, int place)
    {
        if (At(text, place) != '"')
            throw NotJson(text, place);
        for (int next = place + 1; next < text.Length; next++)
            switch (text[next])
            {
                case (byte)'"':
                    return next + 1;
                case < (byte)' ':
                    throw NotJson(text, next);
                case (byte)'\\':
                    next++;
                    if (At(text, next) == 'u' && Unit(text, next + 1) >= 0)
                        next += 4;
                    else if (Escaped(At(text, next)) < 0)
                        throw NotJson(text, next);
                    break;
            }
        throw NotJson(text, text.Length);
    }

    private static int SkipNumber(ReadOnlySpan<byte> text, int place)
    {
        int next = At(text, place) == '-' ? place + 1 : place;
        int whole = next;
        next = SkipDigits(text, next);
        if (text[whole] == '0' && next > whole + 1)
            throw NotJson(text, whole + 1);
        if (At(text, next) == '.')
            next = SkipDigits(text, next + 1);
        if (At(text, next) is 'e' or 'E')
            next = SkipDigits(text, At(text, next + 1) is '+' or '-' ? next + 2 : next + 1);
        return next;
    }

    // One at least.
    private static int SkipDigits(ReadOnlySpan<byte> text, int place)
    {
        int next = place;
        while (At(text, next) is >= '0' and <= '9')
            next++;
        return next > place ? next : throw NotJson(text, next);
    }

    private static int SkipWord(ReadOnlySpan<byte> text, int place, ReadOnlySpan<byte> word) =>
        text[place..].StartsWith(word) ? place + word.Length : throw NotJson(text, place);

    private static bool IsText(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> text) =>
        raw.Contains((byte)'\\') ? Unescape(raw).SequenceEqual(text) : raw.SequenceEqual(text);

    private static string Decode(ReadOnlySpan<byte> raw) => !Utf8.IsValid(raw) ? throw new FormatException("a text is not UTF-8")
        : Encoding.UTF8.GetString(raw.Contains((byte)'\\') ? Unescape(raw) : raw);

    // Never longer than it was: what takes six bytes as an escape takes three at most.
    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw)
    {
        byte[] plain = new byte[raw.Length];
        int length = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                plain[length++] = raw[i];
                continue;
            }
            i++;
            Rune rune = raw[i] == 'u' ? Unescape(raw, ref i) : new Rune(Escaped((char)raw[i]));
            length += rune.EncodeToUtf8(plain.AsSpan(length));
        }
        return plain.AsSpan(0, length);
    }

    // From the u to the last digit; a pair of halves is one character.
    private static Rune Unescape(ReadOnlySpan<byte> raw, ref int place)
    {
        char first = (char)Unit(raw, place + 1);
        place += 4;
        if (Rune.TryCreate(first, out Rune rune))
            return rune;
        if (At(raw, place + 1) == '\\' && At(raw, place + 2) == 'u' && Rune.TryCreate(first, (char)Unit(raw, place + 3), out rune))
        {
            place += 6;
            return rune;
        }
        throw new FormatException("a character is half of a surrogate pair");
    }

    // Of four hexadecimal digits; -1 where they are none.
    private static int Unit(ReadOnlySpan<byte> text, int place)
    {
        int unit = 0;
        for (int i = place; i < place + 4; i++)
            if (char.IsAsciiHexDigit(At(text, i)))
                unit = (unit << 4) | (text[i] <= '9' ? text[i] - '0' : (text[i] | 0x20) - 'a' + 10);
            else
                return -1;
        return unit;
    }

    // What a character after a backslash stands for; -1 for those that stand for nothing.
    private static int Escaped(char letter) => letter switch
    {
        '"' or '\\' or '/' => letter,
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => -1,
    };

    // No document has a byte 0 outside its texts, nor may it inside.
    private static char At(ReadOnlySpan<byte> text, int place) => place < text.Length ? (char)text[place] : '\0';

    private static void RefuseDeep(ReadOnlySpan<byte> text, int place, int depth)
    {
        if (depth > MaxDepth)
            throw new FormatException($"more than {MaxDepth} values lie within one another at byte {place} of {text.Length}");
    }

    private static FormatException NotJson(ReadOnlySpan<byte> text, int place) => new($"not JSON at byte {place} of {text.Length}");
}
