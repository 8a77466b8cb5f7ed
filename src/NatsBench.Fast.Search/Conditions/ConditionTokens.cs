namespace NatsBench.Fast.Search.Conditions;

/// <summary>The words and signs of a condition, one after the other.</summary>
internal sealed class ConditionTokens
{
    private static readonly string[] Keywords = ["and", "or", "not"];

    private readonly string _text;
    private int _end;

    public ConditionTokens(string text)
    {
        _text = text;
        Next();
    }

    /// <summary>The current one; empty at the end. Keywords are in small letters.</summary>
    public string Current { get; private set; } = "";

    /// <summary>Where it begins, from 0.</summary>
    public int Place { get; private set; }

    /// <summary>True for a column or a number.</summary>
    public bool IsWord => Current.Length > 0 && IsWordCharacter(Current[0]) && !Keywords.Contains(Current);

    /// <summary>True for a word that is meant as a number.</summary>
    public static bool IsNumber(string word) => word[0] is (>= '0' and <= '9') or '.' or '-' or '+' && !word.AsSpan().ContainsAny('/', ':');

    /// <summary>Goes on.</summary>
    public void Next()
    {
        Place = _end;
        while (Place < _text.Length && char.IsWhiteSpace(_text[Place]))
            Place++;
        _end = Place;
        if (Place == _text.Length)
        {
            Current = "";
            return;
        }
        if (IsWordCharacter(_text[Place]))
            while (_end < _text.Length && IsWordCharacter(_text[_end]))
                _end++;
        else
            _end += _text[Place] is '<' or '>' or '=' or '!' && Place + 1 < _text.Length && _text[Place + 1] == '=' ? 2 : 1;
        string token = _text[Place.._end];
        Current = Keywords.FirstOrDefault(keyword => keyword.Equals(token, StringComparison.OrdinalIgnoreCase)) ?? token;
    }

    /// <summary>Goes on where the current one is this one.</summary>
    public bool Take(string token)
    {
        if (Current != token)
            return false;
        Next();
        return true;
    }

    /// <summary>What is wrong where something else is expected.</summary>
    public NatsBenchException Unexpected(string expected)
    {
        string remedy = Current switch
        {
            "&" => "; write 'and'",
            "|" => "; write 'or'",
            "!" => "; write 'not'",
            "," => "; decimals come after a point",
            _ => "",
        };
        return Fault(Current.Length == 0 ? $"it ends where {expected} is expected" : $"'{Current}' stands where {expected} is expected{remedy}");
    }

    /// <summary>What is wrong at a place, by default the current one.</summary>
    public NatsBenchException Fault(string what, int? place = null) => new($"'{_text}', character {(place ?? Place) + 1}: {what}");

    private static bool IsWordCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+' or '/' or '@' or '#' or ':';
}
