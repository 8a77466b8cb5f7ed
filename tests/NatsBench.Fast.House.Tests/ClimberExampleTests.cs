using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.House.Tests;

public sealed class ClimberExampleTests
{
    [Fact]
    public void An_algorithm_of_ones_own_runs_beside_those_of_the_library()
    {
        StringWriter output = new() { NewLine = "\n" };
        ClimberExample.Run(WholeTable.Of(SearchSpace.Topology), output);
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^climber: test \d\d\.\d\d ± \d+\.\d\d %$", lines[0]);
        Assert.Matches(@"^random: test \d\d\.\d\d ± \d+\.\d\d %$", lines[1]);
        // Accuracy of that table grows with every digit, so whoever climbs is better off.
        Assert.True(string.CompareOrdinal(lines[0][14..19], lines[1][13..18]) > 0, output.ToString());
    }
}
