using System.Globalization;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>A hyper-parameter of an algorithm: its name, default and range. Immutable.</summary>
public sealed class HyperParameter
{
    private readonly bool _isWhole;
    private readonly double _least;
    private readonly double _most;
    private readonly string[]? _choices;

    private HyperParameter(string name, string @default, string meaning, bool isWhole, double least, double most, string[]? choices)
    {
        (Name, Meaning, _isWhole, _least, _most, _choices) = (name, meaning, isWhole, least, most, choices);
        Default = Canonical(@default) ?? throw new ArgumentException($"{name}: {@default} is outside {Range}", nameof(@default));
    }

    /// <summary>The name, such as <c>population</c>.</summary>
    public string Name { get; }

    /// <summary>The default, in canonical form.</summary>
    public string Default { get; }

    /// <summary>What it is, with its unit.</summary>
    public string Meaning { get; }

    /// <summary>What is allowed, in words.</summary>
    public string Range => _choices is { } choices
        ? string.Join(" or ", choices)
        : string.Create(CultureInfo.InvariantCulture, $"{(_isWhole ? "a whole number" : "a number")} from {_least} to {_most}");

    /// <summary>A whole number.</summary>
    public static HyperParameter Whole(string name, int @default, int least, int most, string meaning) =>
        new(name, @default.ToString(CultureInfo.InvariantCulture), meaning, isWhole: true, least, most, null);

    /// <summary>A number.</summary>
    public static HyperParameter Number(string name, double @default, double least, double most, string meaning) =>
        new(name, @default.ToString("R", CultureInfo.InvariantCulture), meaning, isWhole: false, least, most, null);

    /// <summary>One of some words, the first of which is the default.</summary>
    public static HyperParameter Choice(string name, string[] choices, string meaning)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return new(name, choices[0], meaning, isWhole: false, 0, 0, choices);
    }

    /// <summary>The one text of a value that is allowed; null where it is not.</summary>
    public string? Canonical(string value)
    {
        if (_choices is not null)
            return Array.Find(_choices, choice => choice == value);
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            || !(number >= _least && number <= _most) || (_isWhole && number != Math.Floor(number)))
            return null;
        // Of the two zeros the positive one.
        return (number + 0.0).ToString("R", CultureInfo.InvariantCulture);
    }
}
