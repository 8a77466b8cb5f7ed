using System.Globalization;
using System.Numerics;
using System.Text;

namespace NatsBench.Fast.Model;

/// <summary>
/// Python's <c>int(text)</c>: a sign, decimal digits of any script with single underscores between them, white space around.
/// </summary>
internal static class PythonInteger
{
    // sys.int_info.default_max_str_digits; leading zeros count, underscores do not.
    private const int MaxDigits = 4300;

    public static BigInteger Parse(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        bool negative = rest.StartsWith('-');
        if (negative || rest.StartsWith('+'))
            rest = rest[1..];

        var digits = new StringBuilder();
        bool underscoreAllowed = false;
        foreach (Rune rune in rest.EnumerateRunes())
        {
            if (rune.Value == '_' && underscoreAllowed)
            {
                underscoreAllowed = false;
                continue;
            }
            double digit = Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber ? Rune.GetNumericValue(rune) : -1;
            if (digit < 0)
                throw NotAnInteger(text);
            digits.Append((char)('0' + (int)digit));
            underscoreAllowed = true;
        }
        // An underscore at the end, or no digit at all.
        if (!underscoreAllowed || digits.Length > MaxDigits)
            throw NotAnInteger(text);
        BigInteger value = BigInteger.Parse(digits.ToString(), NumberStyles.None, CultureInfo.InvariantCulture);
        return negative ? -value : value;
    }

    private static RefusedException NotAnInteger(string text) => new(Refusal.ValueError, $"'{text}' is not an integer");
}
