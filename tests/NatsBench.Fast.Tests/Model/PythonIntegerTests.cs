using System.Numerics;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Tests.Model;

public class PythonIntegerTests
{
    // Each of these was tried in Python 3.11.
    [Theory]
    [InlineData("5", 5)]
    [InlineData("+5", 5)]
    [InlineData("-5", -5)]
    [InlineData("-0", 0)]
    [InlineData("007", 7)]
    [InlineData("1_0", 10)]
    [InlineData(" \t5\n", 5)]
    [InlineData("\u0085\u00a0\u20035", 5)]
    [InlineData("\u0663", 3)]
    [InlineData("\uff11\U0001d7d0", 12)]
    public void Integers_are_read_as_in_Python(string text, int expected) => Assert.Equal(expected, PythonInteger.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData("- 1")]
    [InlineData("+-1")]
    [InlineData("_1")]
    [InlineData("+_1")]
    [InlineData("1_")]
    [InlineData("1__0")]
    [InlineData("1 0")]
    [InlineData("0x1")]
    [InlineData("1.0")]
    [InlineData("\u00b2")]
    [InlineData("1\0")]
    [InlineData("\u001c5")]
    [InlineData("5\u007f")]
    public void Anything_else_is_a_ValueError(string text) =>
        Assert.Equal(Refusal.ValueError, Assert.Throws<RefusedException>(() => PythonInteger.Parse(text)).Kind);

    [Fact]
    public void Up_to_4300_digits_are_read()
    {
        Assert.Equal(BigInteger.Pow(10, 4299), PythonInteger.Parse("1" + new string('0', 4299)));
        Assert.Throws<RefusedException>(() => PythonInteger.Parse(new string('0', 4301)));
    }
}
