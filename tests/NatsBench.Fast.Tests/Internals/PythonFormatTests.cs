using System.Globalization;
using CsCheck;
using NatsBench.Fast.Internals;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tests.Internals;

public class PythonFormatTests
{
    // Python's own answers, made by python_format_cases.py.
    private static IEnumerable<string[]> Cases => File
        .ReadLines(Path.Combine(SharedData.RepositoryRoot, "tests", "NatsBench.Fast.Tests", "Internals", "PythonFormatCases.txt"))
        .Select(line => line.Split(' '));

    [Fact]
    public void Numbers_are_printed_as_Python_prints_them()
    {
        foreach (string[] columns in Cases)
        {
            double value = BitConverter.UInt64BitsToDouble(ulong.Parse(columns[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            string[] actual =
            [
                PythonFormat.Repr(value),
                PythonFormat.Fixed(value, 0),
                PythonFormat.Fixed(value, 2),
                PythonFormat.Fixed(value, 3),
                PythonFormat.Fixed(value, 5),
            ];
            Assert.Equal(columns[1..], actual);
        }
    }

    [Theory]
    [InlineData(0.125, "0.12")]
    [InlineData(0.375, "0.38")]
    [InlineData(2.675, "2.67")]
    [InlineData(1.005, "1.00")]
    [InlineData(-0.001, "-0.00")]
    [InlineData(-0.0, "-0.00")]
    public void A_tie_goes_to_the_even_digit_and_a_sign_stays(double value, string expected) =>
        Assert.Equal(expected, PythonFormat.Fixed(value, 2));

    [Fact]
    public void Fixed_has_the_decimals_asked_for_and_is_as_near_as_they_allow() =>
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Int[0, 9]).Sample((value, decimals) =>
        {
            string text = PythonFormat.Fixed(value, decimals);
            decimal difference = Math.Abs(decimal.Parse(text, CultureInfo.InvariantCulture) - new decimal(value));
            int point = text.IndexOf('.', StringComparison.Ordinal);
            // A decimal made of a double keeps 15 digits only.
            return difference <= 0.5m * (decimal)Math.Pow(10, -decimals) + 1e-8m && (point < 0 ? 0 : text.Length - point - 1) == decimals;
        });

    [Fact]
    public void Repr_reads_back_as_the_same_bits() =>
        Gen.Double.Where(double.IsFinite).Sample(value =>
            BitConverter.DoubleToInt64Bits(double.Parse(PythonFormat.Repr(value), CultureInfo.InvariantCulture))
            == BitConverter.DoubleToInt64Bits(value));

    // Where .NET's own shortest digits fail: for 2^-25 they are those of its neighbour.
    [Fact]
    public void Every_power_of_two_reads_back_as_itself()
    {
        for (int exponent = -1074; exponent <= 1023; exponent++)
        {
            double power = Math.ScaleB(1, exponent);
            Assert.Equal(power, double.Parse(PythonFormat.Repr(power), CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData(1.5, "  1.50")]
    [InlineData(113.95137, "113.95")]
    [InlineData(12345.678, "12345.68")]
    [InlineData(double.NaN, "   nan")]
    public void Numbers_align_right(double value, string expected) => Assert.Equal(expected, PythonFormat.Fixed(value, 2, 6));

    [Theory]
    [InlineData("cifar10", "cifar10       |")]
    [InlineData("ImageNet16-120", "ImageNet16-120|")]
    [InlineData("ImageNet16-120-valid", "ImageNet16-120-valid|")]
    [InlineData("\U0001f600", "\U0001f600             |")]
    public void Texts_align_left_by_code_point(string text, string expected) => Assert.Equal(expected, PythonFormat.LeftAligned(text, 14) + "|");

    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("", "''")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("say \"hi\"", "'say \"hi\"'")]
    [InlineData("both ' and \"", "'both \\' and \"'")]
    [InlineData("back\\slash", "'back\\\\slash'")]
    [InlineData("a\tb\nc\rd", "'a\\tb\\nc\\rd'")]
    [InlineData("\0\u001f\u007f\u0085\u00a0\u00ad", "'\\x00\\x1f\\x7f\\x85\\xa0\\xad'")]
    [InlineData("\u0378\u200b\u2028\u3000\ue000\ufeff", "'\\u0378\\u200b\\u2028\\u3000\\ue000\\ufeff'")]
    [InlineData("\U000e0001\U0010ffff", "'\\U000e0001\\U0010ffff'")]
    [InlineData("é漢\U0001f600", "'é漢\U0001f600'")]
    public void Texts_are_quoted_and_escaped_as_in_Python(string text, string expected) => Assert.Equal(expected, PythonFormat.Repr(text));

    [Fact]
    public void A_lone_surrogate_is_escaped() => Assert.Equal("'\\ud83dx'", PythonFormat.Repr("\ud83dx"));

    [Fact]
    public void A_list_is_its_quoted_texts()
    {
        Assert.Equal("[]", PythonFormat.List([]));
        Assert.Equal("['cifar10-valid', 'cifar10']", PythonFormat.List(["cifar10-valid", "cifar10"]));
    }
}
