using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Trials;

/// <summary>Random search eight trainings at a time gives what it gives one by one.</summary>
public sealed class SequentialRandomTests(SearchScenes scenes)
{
    /// <summary>Trials that end within the first eight and after many blocks, in which much was trained before.</summary>
    [Theory]
    [InlineData("20000"), InlineData("1e-3"), InlineData("100"), InlineData("1500"), InlineData("300000")]
    [InlineData("1e"), InlineData("2e"), InlineData("7e"), InlineData("8e"), InlineData("9e"), InlineData("10e"), InlineData("16e"), InlineData("17e"), InlineData("18e")]
    [InlineData("256e"), InlineData("257e"), InlineData("258e"), InlineData("264e"), InlineData("265e"), InlineData("5000e")]
    public void Trials_end_as_one_by_one(string budget)
    {
        Assert.True(Budget.TryParse(budget, out Budget spent));
        foreach (string scene in SearchScenes.Names)
            EndsAsOneByOne(ExperimentOf(scenes[scene], spent), trials: 9);
    }

    /// <summary>Of a training that not all architectures have equally often.</summary>
    [Theory, InlineData("300000"), InlineData("400e")]
    public void Runs_may_be_listed(string budget)
    {
        Assert.True(Budget.TryParse(budget, out Budget spent));
        TableOracle oracle = TableOracle.Bind(
            scenes.Architectures("tss"), Dataset.Cifar10, new OracleOptions { Axis = new FidelityAxis(TrainingSetting.Epochs200) });
        Assert.Equal(0u, oracle.RunsOfEachAfter(oracle.Fidelities.Full));
        EndsAsOneByOne(ExperimentOf(oracle, spent), trials: 40);
    }

    /// <summary>More often than the bits of an entry count.</summary>
    [Fact]
    public void Architectures_may_be_trained_many_times() => EndsAsOneByOne(ExperimentOf(scenes["tss"], Budget.OfEvaluations(300_000)), trials: 2);

    /// <summary>Where among eight a trial comes to its end is chance.</summary>
    [Fact]
    public void Many_trials_end_as_one_by_one() => EndsAsOneByOne(ExperimentOf(scenes["tss"], Budget.OfSeconds(5000)), trials: 400);

    [Fact]
    public void After_a_cancelled_run_comes_another()
    {
        TrialRunner runner = new(ExperimentOf(scenes["tss"], Budget.OfEvaluations(100)));
        TrialEnd[] ends = new TrialEnd[9], again = new TrialEnd[9];
        runner.Run(0, ends);
        Assert.Throws<OperationCanceledException>(() => runner.Run(3, again, new CancellationToken(canceled: true)));
        runner.Run(0, again);
        Assert.Equal(ends, again);
    }

    private static Experiment ExperimentOf(TableOracle oracle, Budget budget) =>
        new(oracle, Dataset.Cifar10, RandomSearch.Definition, HyperParameters.Of(RandomSearch.Definition, new Dictionary<string, string>()), budget, RootSeed: 9);

    private static void EndsAsOneByOne(Experiment experiment, int trials)
    {
        TrialRunner runner = new(experiment);
        TrialEnd[] ends = new TrialEnd[trials];
        runner.Run(5, ends);
        for (int i = 0; i < trials; i++)
            Assert.Equal(TrialEnd.Of(runner.Run(5 + i), experiment.Budget), ends[i]);
    }
}
