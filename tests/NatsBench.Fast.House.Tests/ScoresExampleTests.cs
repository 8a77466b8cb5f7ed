using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.House.Tests;

public sealed class ScoresExampleTests
{
    [Fact]
    public void A_search_asks_networks_as_shown()
    {
        StringWriter output = new() { NewLine = "\n" };
        using (NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology)))
            ScoresExample.Run(bench, output);
        Assert.Matches(@"^\|.*\|: score \d+\.\d; \d+ networks for 2\d questions\n$", output.ToString());
    }
}
