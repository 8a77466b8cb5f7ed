using System.Globalization;
using System.Numerics;

namespace NatsBench.Fast.Internals;

/// <summary>Numbers that people write, read in one way whatever the system's language: digits, one decimal point, an exponent.</summary>
internal static class Numbers
{
    /// <summary>Reads a number; nothing between its digits is passed over.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Read<T>(string text, out T number)
        where T : struct, INumber<T>
    {
        bool isWhole = !T.TryParse("0.5", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
        NumberStyles style = NumberStyles.AllowLeadingSign | (isWhole ? 0 : NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent);
        if (T.TryParse(text, style, CultureInfo.InvariantCulture, out number) && T.IsFinite(number))
            return null;
        if (double.TryParse(text, style, CultureInfo.InvariantCulture, out _) && text.Any(char.IsAsciiDigit))
            return $"'{text}' is beyond the numbers that can be";
        return $"'{text}' is not {(isWhole ? "a whole number" : "a number")}{Remedy(text, style)}";
    }

    // What was meant where a comma, a space or the like stands between digits.
    private static string Remedy(string text, NumberStyles style)
    {
        if (!text.Any(char.IsAsciiDigit))
            return "";
        string joined = string.Concat(text.Where(c => !IsSeparator(c)));
        string pointed = text.Count(c => c == ',') == 1 ? string.Concat(text.Where(c => c == ',' || !IsSeparator(c))).Replace(',', '.') : text;
        List<string> meant = [];
        foreach (string candidate in (string[])[pointed, joined])
            if (candidate != text && !meant.Contains(candidate) && double.TryParse(candidate, style, CultureInfo.InvariantCulture, out _))
                meant.Add(candidate);
        return meant.Count == 0 ? "" : $"; write {string.Join(" or ", meant)}, with a point before decimals and nothing between groups";
    }

    private static bool IsSeparator(char c) => c is ',' or '_' or '\'' or '’' || char.IsWhiteSpace(c);
}
