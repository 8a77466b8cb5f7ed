using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Reports.Tests.Support;

namespace NatsBench.Fast.Reports.Tests.Comparing;

public sealed class SweepTests
{
    private static readonly CompareOptions Quick = new() { Resamples = 500 };

    [Fact]
    public void A_grid_has_a_curve_of_each_parameter_and_a_winner_with_its_confidence()
    {
        RunEntry[] entries =
        [
            Entry("population=10,sample=3,variant=paper", 1, 0), Entry("population=20,sample=3,variant=paper", 2, 0.5), Entry("population=5,sample=3,variant=paper", 3, 0.2),
            Entry("population=10,sample=5,variant=paper", 4, 0.1), MadeRuns.Entry("random", MadeRuns.Accuracies(9, 40)),
        ];
        TaskComparison task = Comparison.Of(new RunSet(entries), Quick, TestContext.Current.CancellationToken).Tasks[0];
        Assert.Equal(["rea population=10,sample=3", "rea population=20,sample=3", "rea population=5,sample=3", "rea population=10,sample=5", "random"], task.Algorithms.Select(a => a.Name));
        Sweep sweep = Assert.Single(Sweep.Of(task, Quick, TestContext.Current.CancellationToken));
        Assert.Equal(("rea", true), (sweep.Algorithm, sweep.ArePaired));
        Assert.Equal(["population", "sample"], sweep.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["5", "10", "20"], sweep.Parameters[0].Points.Select(point => point.Value));
        Assert.Equal([1, 2, 1], sweep.Parameters[0].Points.Select(point => point.Settings));
        Assert.Equal((task.Algorithms[0].Summary.Mean + task.Algorithms[3].Summary.Mean) / 2, sweep.Parameters[0].Points[1].Mean, 1e-9);
        Assert.All(sweep.Parameters.SelectMany(parameter => parameter.Points), point => Assert.InRange(point.Mean, point.Interval.Interval!.Value.Low, point.Interval.Interval.Value.High));
        Assert.Equal("population=20, sample=3", sweep.Settings[0].Name);
        Assert.InRange(sweep.Settings[0].Confidence, 0.95, 1);
        Assert.Equal(1, sweep.Settings.Sum(setting => setting.Confidence), 1e-9);
        Assert.Equal((1, 2), (sweep.Best.First, sweep.Best.Second));
        Assert.InRange(sweep.Best.TrialsNeeded!.Value, 5, 100);
    }

    [Fact]
    public void One_setting_is_no_sweep_and_less_regret_wins()
    {
        RunEntry[] entries = [Entry("population=10", 1, 0), Entry("population=20", 2, 3)];
        CompareOptions regret = Quick with { Metric = RunMetric.Regret };
        TaskComparison task = Comparison.Of(new RunSet(entries), regret, TestContext.Current.CancellationToken).Tasks[0];
        Assert.Equal("population=20", Assert.Single(Sweep.Of(task, regret, TestContext.Current.CancellationToken)).Settings[0].Name);
        TaskComparison single = Comparison.Of(new RunSet(entries[..1]), regret, TestContext.Current.CancellationToken).Tasks[0];
        Assert.Empty(Sweep.Of(single, regret, TestContext.Current.CancellationToken));
    }

    private static RunEntry Entry(string parameters, ulong seed, double shift) => MadeRuns.Entry("rea", MadeRuns.Accuracies(seed, 40, shift), parameters: parameters);
}
