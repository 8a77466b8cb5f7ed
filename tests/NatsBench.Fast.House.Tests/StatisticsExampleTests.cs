namespace NatsBench.Fast.House.Tests;

/// <summary>The example of docs/statistics.md does what it says.</summary>
public sealed class StatisticsExampleTests
{
    [Fact]
    public void The_example_compares_two_algorithms()
    {
        double[] ours = [.. Enumerable.Range(0, 20).Select(trial => 93 + trial * 7 % 11 / 10.0)], theirs = [.. Enumerable.Range(0, 20).Select(trial => 92.8 + trial * 5 % 13 / 10.0)];
        StringWriter output = new();
        StatisticsExample.Compare(ours, theirs, output);
        string[] lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Matches(@"^ahead by 0\.100, -0\.\d{3} to 0\.\d{3}$", lines[0]);
        Assert.Matches(@"^rank-biserial 0\.\d\d, p = 0\.\d{4}, exact$", lines[1]);
        Assert.Matches(@"^\d+ pairs tell", lines[2]);
    }
}
