using CsCheck;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Trials;

/// <summary>Budgets and their texts.</summary>
public sealed class BudgetTests
{
    [Fact]
    public void Every_budget_is_read_back_from_its_text()
    {
        Gen.Double[1e-12, 1e15].Sample(seconds => Reads(Budget.OfSeconds(seconds)));
        Gen.Int[1, Budget.MostEvaluations].Sample(evaluations => Reads(Budget.OfEvaluations(evaluations)));
        Assert.True(Reads(Budget.OfSeconds(1e-5)) && Reads(Budget.OfSeconds(1e15)));
    }

    [Theory]
    [InlineData("2e4", 20_000)]
    [InlineData("0.5", 0.5)]
    public void Seconds_may_be_written_as_numbers_are(string text, double seconds)
    {
        Assert.True(Budget.TryParse(text, out Budget budget));
        Assert.Equal(seconds, budget.Seconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("0")]
    [InlineData("0e")]
    [InlineData("-1")]
    [InlineData("1.5e")]
    [InlineData("10000001e")]
    [InlineData("1e16")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData(" 5")]
    [InlineData("5 s")]
    public void Anything_else_is_none(string text) => Assert.False(Budget.TryParse(text, out _));

    private static bool Reads(Budget budget) => Budget.TryParse(budget.ToString(), out Budget read) && read == budget;
}
