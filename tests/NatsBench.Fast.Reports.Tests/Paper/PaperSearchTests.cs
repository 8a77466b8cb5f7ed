using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Paper;
using NatsBench.Fast.Reports.Tests.Support;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Reports.Tests.Paper;

/// <summary>Curves and table values of trials against the published interpolation, written plainly.</summary>
public sealed class PaperSearchTests
{
    private static readonly Study Small = StudyRuns.Small with { Report = [], Trials = 6 };

    [Fact]
    public void Accuracies_lie_on_the_line_through_the_two_nearest_log_points()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
        IReadOnlyList<PaperSearch> searches = PaperSearch.Run(Small, bench, ticks: 7, threads: 2, TestContext.Current.CancellationToken);
        BoundStudy study = BoundStudy.Bind(Small, bench);
        Assert.Equal(study.Experiments.Count, searches.Count);
        foreach ((BoundExperiment bound, PaperSearch search) in study.Experiments.Zip(searches))
        {
            TrialRunner runner = new(bound.Experiment);
            LogPoint[][] trials = [.. Enumerable.Range(0, Small.Trials).Select(trial => runner.Run(trial).ToArray())];
            double[] test = bound.Reports[0].Test.ToArray(), valid = bound.Reports[0].Valid.ToArray();
            Assert.Equal(Enumerable.Range(0, 7).Select(i => i * search.Budget / 7), search.Times);
            for (int tick = 0; tick < 7; tick++)
            {
                double[] values = [.. trials.Select(points => OnLine(points, search.Times[tick], test))];
                Assert.Equal(values.Average(), search.Test[tick], 1e-9);
                Assert.Equal(Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2))), search.TestDeviation[tick], 1e-9);
            }
            Assert.Equal(trials.Average(points => OnLine(points, search.Budget, valid)), search.ValidAtBudget.Mean, 1e-9);
            Assert.Equal(trials.Average(points => OnLine(points, search.Budget, test)), search.TestAtBudget.Mean, 1e-9);
            Assert.Equal(trials.Average(points => valid[points[^1].Incumbent]), search.ValidAtEnd.Mean, 1e-9);
            Assert.Equal(trials.Average(points => test[points[^1].Incumbent]), search.TestAtEnd.Mean, 1e-9);
        }
        // At time 0 both points lie after it: the line goes on to the left of them.
        Assert.Contains(searches, search => search.Test[0] < 100);
    }

    [Fact]
    public void One_search_is_reported_on_every_dataset_asked_for()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
        IReadOnlyList<PaperSearch> searches = PaperSearch.Run(Small with { Report = [Dataset.Cifar10, Dataset.Cifar100], Datasets = [Dataset.Cifar10] }, bench, 3, threads: 2, TestContext.Current.CancellationToken);
        IReadOnlyList<PaperSearch> alone = PaperSearch.Run(Small with { Datasets = [Dataset.Cifar10] }, bench, 3, threads: 2, TestContext.Current.CancellationToken);
        Assert.Equal(["random cifar10", "random cifar100", "rea cifar10", "rea cifar100"], searches.Select(search => $"{search.Algorithm} {search.Dataset}"));
        Assert.Equal(alone.Select(search => search.TestAtEnd), searches.Where(search => search.Dataset == Dataset.Cifar10).Select(search => search.TestAtEnd));
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Size));
        IReadOnlyList<PaperSearch> one = PaperSearch.Run(Small, bench, 5, threads: 1, TestContext.Current.CancellationToken);
        IReadOnlyList<PaperSearch> three = PaperSearch.Run(Small, bench, 5, threads: 3, TestContext.Current.CancellationToken);
        foreach ((PaperSearch a, PaperSearch b) in one.Zip(three))
        {
            Assert.Equal(a.Test, b.Test);
            Assert.Equal((a.TestAtBudget, a.ValidAtEnd), (b.TestAtBudget, b.ValidAtEnd));
        }
    }

    // Sorted by distance, the earlier first where equal, as Python's sort leaves them.
    private static double OnLine(LogPoint[] points, double time, double[] accuracyOf)
    {
        LogPoint[] near = [.. points.OrderBy(point => Math.Abs(point.Clock - time)).Take(2)];
        if (near.Length == 1)
            return accuracyOf[near[0].Incumbent];
        (double ta, double tb) = (near[0].Clock, near[1].Clock);
        return ((tb - time) * accuracyOf[near[0].Incumbent] + (time - ta) * accuracyOf[near[1].Incumbent]) / (tb - ta);
    }
}
