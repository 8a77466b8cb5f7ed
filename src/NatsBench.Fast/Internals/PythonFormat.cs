using System.Globalization;
using System.Numerics;
using System.Text;

namespace NatsBench.Fast.Internals;

/// <summary>Numbers and texts as Python prints them, to the character.</summary>
internal static class PythonFormat
{
    private const int MantissaBits = 52;
    private const int ExponentBias = 1023 + MantissaBits;
    private const int MaxShortestDigits = 17;

    /// <summary>
    /// <c>f"{value:width.decimalsf}"</c>: the exact binary value rounded to a number of decimals, a tie to the even digit
    /// (.NET's <c>F</c> rounds a tie away from zero), right-aligned.
    /// </summary>
    public static string Fixed(double value, int decimals, int width = 0)
    {
        string text = IsSpecial(value, out string special) ? special : Sign(value) + FixedMagnitude(Math.Abs(value), decimals);
        return text.PadLeft(width);
    }

    /// <summary><c>f"{text:widths}"</c>: left-aligned; as in Python, a character beyond the basic plane counts as one.</summary>
    public static string LeftAligned(string text, int width)
    {
        int surrogatePairs = text.EnumerateRunes().Count(rune => !rune.IsBmp);
        return text.PadRight(width + surrogatePairs);
    }

    /// <summary><c>repr(value)</c>: the fewest digits that read back as the same number; an exponent below 1e-4 and from 1e16.</summary>
    public static string Repr(double value)
    {
        if (IsSpecial(value, out string special))
            return special;
        (string digits, int exponent) = ShortestDigits(Math.Abs(value));
        return Sign(value) + exponent switch
        {
            < -4 or >= 16 => Scientific(digits, exponent),
            < 0 => "0." + new string('0', -exponent - 1) + digits,
            _ when digits.Length <= exponent + 1 => digits.PadRight(exponent + 1, '0') + ".0",
            _ => digits.Insert(exponent + 1, "."),
        };
    }

    /// <summary><c>repr</c> of a list of texts.</summary>
    public static string List(IEnumerable<string> items) => "[" + string.Join(", ", items.Select(Repr)) + "]";

    /// <summary><c>repr(text)</c>: in single quotes, or in double ones if it holds a single quote and no double one.</summary>
    public static string Repr(string text)
    {
        char quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var quoted = new StringBuilder().Append(quote);
        for (int i = 0; i < text.Length;)
        {
            // A lone surrogate is no rune; it is a character of its own to Python.
            int codePoint = Rune.TryGetRuneAt(text, i, out Rune rune) ? rune.Value : text[i];
            AppendEscaped(quoted, codePoint, quote);
            i += codePoint > char.MaxValue ? 2 : 1;
        }
        return quoted.Append(quote).ToString();
    }

    private static string FixedMagnitude(double magnitude, int decimals)
    {
        string digits = Scaled(magnitude, decimals).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return decimals == 0 ? digits : digits.Insert(digits.Length - decimals, ".");
    }

    // magnitude * 10^decimals, exact but for the last step: rounded to an integer, a tie to the even one.
    private static BigInteger Scaled(double magnitude, int decimals)
    {
        // magnitude = mantissa * 2^exponent; subnormals lack the implicit leading bit and share the lowest exponent.
        ulong bits = BitConverter.DoubleToUInt64Bits(magnitude);
        int biased = (int)(bits >> MantissaBits);
        ulong mantissa = bits & ((1UL << MantissaBits) - 1) | (biased > 0 ? 1UL << MantissaBits : 0);
        int exponent = Math.Max(biased, 1) - ExponentBias;

        BigInteger dividend = (mantissa * BigInteger.Pow(10, Math.Max(decimals, 0))) << Math.Max(exponent, 0);
        BigInteger divisor = BigInteger.Pow(10, Math.Max(-decimals, 0)) << Math.Max(-exponent, 0);
        return DivideToEven(dividend, divisor);
    }

    private static BigInteger DivideToEven(BigInteger dividend, BigInteger divisor)
    {
        (BigInteger quotient, BigInteger remainder) = BigInteger.DivRem(dividend, divisor);
        int half = (remainder << 1).CompareTo(divisor);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    // The digits without zeros at either end, and the power of ten of the first one.
    private static (string Digits, int Exponent) ShortestDigits(double magnitude)
    {
        if (magnitude == 0)
            return ("0", 0);
        // "R" gives the shortest digits, in one of two layouts.
        string text = magnitude.ToString("R", CultureInfo.InvariantCulture);
        string[] parts = text.Split('E');
        int point = parts[0].IndexOf('.');
        int integerDigits = point < 0 ? parts[0].Length : point;
        string digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        int leadingZeros = digits.Length - digits.TrimStart('0').Length;
        int written = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        int exponent = integerDigits - 1 - leadingZeros + written;
        // Of 2^-958 and 2^-25 .NET gives digits that read back as the number below; 17 digits always suffice.
        if (double.Parse(text, CultureInfo.InvariantCulture) != magnitude)
            digits = Scaled(magnitude, MaxShortestDigits - 1 - exponent).ToString(CultureInfo.InvariantCulture);
        return (digits.Trim('0'), exponent);
    }

    private static string Scientific(string digits, int exponent)
    {
        string mantissa = digits.Length > 1 ? digits.Insert(1, ".") : digits;
        string magnitude = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        return $"{mantissa}e{(exponent < 0 ? '-' : '+')}{magnitude}";
    }

    private static string Sign(double value) => double.IsNegative(value) ? "-" : "";

    // Python prints no sign before nan.
    private static bool IsSpecial(double value, out string text)
    {
        text = double.IsNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
        return !double.IsFinite(value);
    }

    private static void AppendEscaped(StringBuilder quoted, int codePoint, char quote)
    {
        switch (codePoint)
        {
            case '\\':
                quoted.Append(@"\\");
                break;
            case '\n':
                quoted.Append(@"\n");
                break;
            case '\r':
                quoted.Append(@"\r");
                break;
            case '\t':
                quoted.Append(@"\t");
                break;
            case var c when c == quote:
                quoted.Append('\\').Append(quote);
                break;
            case var c when IsPrintable(c):
                quoted.Append(new Rune(c));
                break;
            case < 0x100:
                quoted.Append(CultureInfo.InvariantCulture, $"\\x{codePoint:x2}");
                break;
            case < 0x10000:
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{codePoint:x4}");
                break;
            default:
                quoted.Append(CultureInfo.InvariantCulture, $"\\U{codePoint:x8}");
                break;
        }
    }

    // str.isprintable, by the Unicode tables of the running .NET: a character assigned lately may differ.
    private static bool IsPrintable(int codePoint) => codePoint == ' ' || CharUnicodeInfo.GetUnicodeCategory(codePoint) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);
}
