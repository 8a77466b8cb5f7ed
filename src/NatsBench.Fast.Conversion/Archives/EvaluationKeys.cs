using System.Globalization;
using NatsBench.Fast.Conversion.Pickle;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>Splits keys such as <c>x-valid@17</c> into set and epoch, each distinct key once.</summary>
internal sealed class EvaluationKeys
{
    /// <summary>Epochs from here on are none of a training.</summary>
    public const int EpochLimit = 1_000_000;

    // An archive has three; every trial keeps a slot for each.
    private const int SetLimit = 1000;

    private readonly List<string> _sets = [];
    private readonly Dictionary<string, int> _setNumbers = [];
    private Key[] _keys = new Key[1024]; // by string id

    /// <summary>A set's number and an epoch; the epoch is negative for a text of another form.</summary>
    public readonly record struct Key(int SetPlusOne, int Epoch)
    {
        public int Set => SetPlusOne - 1;
    }

    public int SetCount => _sets.Count;

    public string SetName(int set) => _sets[set];

    /// <summary>The number of a set; -1 beyond the limit.</summary>
    public int SetNumber(string set)
    {
        if (_setNumbers.TryGetValue(set, out int number))
            return number;
        if (_sets.Count == SetLimit)
            return -1;
        _sets.Add(set);
        return _setNumbers[set] = _sets.Count - 1;
    }

    /// <summary>Gets what a text was split into, if it has been split and has that form.</summary>
    public bool TryGetSplit(int textId, out Key key)
    {
        key = textId < _keys.Length ? _keys[textId] : default;
        return key.SetPlusOne > 0;
    }

    public Key Split(in PickleValue key)
    {
        if (key.Kind != PickleKind.String)
            return new(0, -1);
        if (key.Bits >= _keys.Length)
            Array.Resize(ref _keys, (int)Math.Max(key.Bits + 1, 2L * _keys.Length));
        ref Key known = ref _keys[key.Bits];
        if (known == default)
            known = Split(key.AsString);
        return known;
    }

    /// <summary>Forgets which id is which string, when the strings are forgotten too.</summary>
    public void Clear() => Array.Clear(_keys);

    private Key Split(string text)
    {
        int at = text.LastIndexOf('@');
        ReadOnlySpan<char> digits = text.AsSpan(at + 1);
        // The official library asks for "{set}@{epoch}": it can never find another spelling of the same number.
        if (at <= 0 || digits.Length is 0 or > 7 || (digits[0] == '0' && digits.Length > 1)
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) || epoch >= EpochLimit)
            return new(0, -1);
        int set = SetNumber(text[..at]);
        return set < 0 ? new(0, -1) : new(set + 1, epoch);
    }
}
