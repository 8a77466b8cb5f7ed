using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Runs;

namespace NatsBench.Fast.Reports.Tests.Runs;

public sealed class RunNamesTests
{
    [Fact]
    public void One_setting_of_an_algorithm_has_its_name_alone() => Assert.Equal(["random", "rea"], Names(("random", ""), ("rea", "population=10,sample=3")));

    [Fact]
    public void Several_settings_are_told_apart_by_what_differs() => Assert.Equal(
        ["rea population=10,sample=3", "rea population=20,sample=3", "rea population=20,sample=5", "bohb"],
        Names(("rea", "population=10,sample=3,variant=paper"), ("rea", "population=20,sample=3,variant=paper"), ("rea", "population=20,sample=5,variant=paper"), ("bohb", "eta=3")));

    [Fact]
    public void A_setting_that_says_nothing_has_the_name_alone() => Assert.Equal(["rea", "rea population=20"], Names(("rea", ""), ("rea", "population=20")));

    [Fact]
    public void Texts_that_differ_in_their_order_alone_stay_whole() => Assert.Equal(["rea a,b", "rea b,a"], Names(("rea", "a,b"), ("rea", "b,a")));

    [Fact]
    public void Sets_that_are_put_together_are_named_anew()
    {
        RunSet first = new([Entry("rea", "population=10")]), second = new([Entry("rea", "population=20")]);
        Assert.Equal("rea", first.Entries[0].Name);
        Assert.Equal(["rea population=10", "rea population=20"], RunSet.Of([first, second]).Entries.Select(entry => entry.Name));
    }

    private static string[] Names(params (string Algorithm, string Parameters)[] runs) =>
        [.. new RunSet([.. runs.Select(run => Entry(run.Algorithm, run.Parameters))]).Entries.Select(entry => entry.Name)];

    private static RunEntry Entry(string algorithm, string parameters) => new(algorithm, parameters, Dataset.Cifar10, Dataset.Cifar10, null, [], null!);
}
