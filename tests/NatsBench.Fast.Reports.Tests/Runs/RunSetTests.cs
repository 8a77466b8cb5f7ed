using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Runs;

namespace NatsBench.Fast.Reports.Tests.Runs;

public sealed class RunSetTests
{
    private static readonly RunProvenance Nowhere = new("here", RunFormat.FinalList, "", TrialPairing.Independent, "nothing is said", RunClock.Absent);

    [Fact]
    public void Sets_are_put_together_in_their_order()
    {
        RunSet first = new([Entry("rea", "population=10"), Entry("random", "")]), second = new([Entry("bohb", "")]);
        Assert.Equal(["rea population=10", "random", "bohb"], RunSet.Of([first, second]).Entries.Select(entry => entry.Name));
    }

    private static RunEntry Entry(string algorithm, string parameters) => new(algorithm, parameters, Dataset.Cifar10, Dataset.Cifar10, null, [], Nowhere);
}
