using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Reports.Tests.Support;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Statistics.Comparisons;
using NatsBench.Fast.Statistics.Intervals;
using NatsBench.Fast.Statistics.Samples;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Reports.Tests.Comparing;

public sealed class ComparisonTests
{
    private static readonly CompareOptions Quick = new() { Resamples = 500 };

    [Fact]
    public void Trials_that_pair_are_compared_as_pairs()
    {
        double[] ours = MadeRuns.Accuracies(1, 40, shift: 0.3), theirs = MadeRuns.Accuracies(2, 40);
        PairComparison pair = Assert.Single(Compare(MadeRuns.Entry("ours", ours), MadeRuns.Entry("theirs", theirs)).Tasks[0].Pairs);
        double[] differences = [.. ours.Zip(theirs, (a, b) => a - b)];
        Bootstrap expected = Bootstrap.Of(differences, new Mean(), Quick.Seed, Quick.Resamples, TestContext.Current.CancellationToken);
        WilcoxonSignedRank test = WilcoxonSignedRank.Of(ours, theirs);
        Assert.Equal((true, "Wilcoxon signed-rank", "said so"), (pair.IsPaired, pair.Test, pair.PairingReason));
        Assert.Equal((expected.Estimate, expected.Percentile(), expected.BiasCorrected()), (pair.Difference, pair.DifferencePercentile.Interval, pair.DifferenceCorrected.Interval));
        Assert.Equal((test.Statistic, test.RankBiserial, test.PValue, test.IsExact), (pair.Statistic, pair.RankBiserial, pair.PValue, pair.IsExact));
        Assert.Equal(VarghaDelaney.A12(ours, theirs), pair.Improvement);
        Assert.InRange(pair.TrialsNeeded!.Value, 2, 200);
    }

    [Theory]
    [InlineData(null, "one", "independent: said so")]
    [InlineData("one", "two", "independent: the random numbers of one are of another study (one; two)")]
    public void Trials_that_do_not_pair_are_compared_as_samples(string? world, string? other, string reason)
    {
        double[] ours = MadeRuns.Accuracies(1, 40, shift: 0.3), theirs = MadeRuns.Accuracies(2, 30);
        TaskComparison task = Compare(MadeRuns.Entry("ours", ours, world), MadeRuns.Entry("theirs", theirs, other)).Tasks[0];
        MannWhitney test = MannWhitney.Of(ours, theirs);
        Assert.Equal((false, "Mann–Whitney", reason), (task.Pairs[0].IsPaired, task.Pairs[0].Test, task.Pairs[0].PairingReason));
        Assert.Equal((test.U, test.PValue, (2 * test.A12) - 1), (task.Pairs[0].Statistic, task.Pairs[0].PValue, task.Pairs[0].RankBiserial));
        Assert.Null(task.Ranks.Friedman);
        Assert.StartsWith("no blocks: ours and theirs are independent", task.Ranks.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Trials_of_other_numbers_do_not_pair()
    {
        PairComparison pair = Compare(MadeRuns.Entry("ours", MadeRuns.Accuracies(1, 40)), MadeRuns.Entry("theirs", MadeRuns.Accuracies(2, 30))).Tasks[0].Pairs[0];
        Assert.Equal((false, "independent: 40 and 30 trials of other numbers do not pair"), (pair.IsPaired, pair.PairingReason));
    }

    [Fact]
    public void All_p_values_of_a_task_are_corrected_together()
    {
        TaskComparison task = Compare([.. Enumerable.Range(0, 4).Select(i => MadeRuns.Entry($"a{i}", MadeRuns.Accuracies((ulong)i, 20, 0.1 * i)))]).Tasks[0];
        Assert.Equal(6, task.Pairs.Count);
        Assert.Equal(Holm.Adjust([.. task.Pairs.Select(pair => pair.PValue)]), task.Pairs.Select(pair => pair.AdjustedPValue));
        Assert.Equal(20, task.Ranks.Friedman!.Blocks);
        Assert.NotNull(task.Ranks.CriticalDifference);
    }

    [Fact]
    public void Regret_is_better_where_it_is_less()
    {
        RunEntry good = MadeRuns.Entry("good", MadeRuns.Accuracies(1, 20, shift: 2)), bad = MadeRuns.Entry("bad", MadeRuns.Accuracies(2, 20));
        RunEntry middle = MadeRuns.Entry("middle", MadeRuns.Accuracies(3, 20, shift: 1));
        TaskComparison task = Comparison.Of(new RunSet([good, bad, middle]), Quick with { Metric = RunMetric.Regret }, TestContext.Current.CancellationToken).Tasks[0];
        Assert.True(task.Pairs[0].Difference < 0);
        Assert.Equal((1, 1), (task.Pairs[0].Improvement, task.Pairs[0].RankBiserial));
        Assert.Equal([1, 3, 2], task.Ranks.Friedman!.AverageRanks);
    }

    [Fact]
    public void One_trial_says_nothing_of_others()
    {
        TaskComparison task = Compare(MadeRuns.Entry("ours", [91]), MadeRuns.Entry("theirs", [90])).Tasks[0];
        Assert.Equal((1.0, double.NaN, "one trial says nothing of others"), (task.Pairs[0].Difference, task.Pairs[0].PValue, task.Pairs[0].TestReason));
        Assert.Null(task.Pairs[0].DifferencePercentile.Interval);
        Assert.Null(task.Pairs[0].TrialsNeeded);
        Assert.Null(task.Algorithms[0].MeanPercentile.Interval);
        Assert.True(double.IsNaN(task.Algorithms[0].Summary.StandardError));
    }

    [Fact]
    public void Equal_trials_have_no_test_and_no_corrected_interval()
    {
        PairComparison pair = Compare(MadeRuns.Entry("ours", [90, 90, 90]), MadeRuns.Entry("theirs", [90, 90, 90])).Tasks[0].Pairs[0];
        Assert.Equal((0.0, 0.5, double.NaN, double.NaN), (pair.Difference, pair.Improvement, pair.PValue, pair.AdjustedPValue));
        Assert.Equal("no pair has a difference: there is nothing to test", pair.TestReason);
        Assert.Equal("no number of trials tells what does not differ", pair.TrialsReason);
        Assert.Equal(new Interval(0, 0), pair.DifferencePercentile.Interval);
        Assert.Contains("no BCa interval", pair.DifferenceCorrected.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_of_different_tables_do_not_compare()
    {
        RunEntry one = MadeRuns.Entry("ours", [90, 91], benchmark: new string('a', 64)), other = MadeRuns.Entry("theirs", [90, 91], benchmark: new string('b', 64));
        Assert.Contains("runs of different tables do not compare", Assert.Throws<NatsBenchException>(() => Compare(one, other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Accuracies_that_nobody_told_are_said_to_be_absent()
    {
        RunEntry absent = MadeRuns.Entry("theirs", [90, double.NaN]);
        Assert.Contains("give the table that was searched", Assert.Throws<NatsBenchException>(() => Compare(absent)).Message, StringComparison.Ordinal);
        Comparison some = Compare(absent, MadeRuns.Entry("ours", [90, 91]));
        Assert.Equal("ours", Assert.Single(some.Tasks[0].Algorithms).Name);
        Assert.Contains(some.Notes, note => note.Contains("theirs has trials without test accuracy", StringComparison.Ordinal));
    }

    [Fact]
    public void Entries_of_one_name_are_told_apart()
    {
        TaskComparison task = Compare(MadeRuns.Entry("rea", [90, 91]), MadeRuns.Entry("rea", [90, 92]), MadeRuns.Entry("rea", [90, 93])).Tasks[0];
        Assert.Equal(3, task.Algorithms.Select(algorithm => algorithm.Name).Distinct().Count());
        Assert.All(task.Algorithms, algorithm => Assert.StartsWith("rea (", algorithm.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Three_datasets_are_put_together_and_never_have_a_diagram()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
        BenchmarkTable table = new(bench);
        Dataset[] datasets = [Dataset.Cifar10, Dataset.Cifar100, Dataset.ImageNet16120];
        RunEntry[] entries = [.. datasets.SelectMany((dataset, d) => Enumerable.Range(0, 3).Select(a => MadeRuns.Entry($"a{a}", Reached(table, dataset, a, d), dataset: dataset)))];
        Comparison comparison = Comparison.Of(new RunSet(entries), Quick with { Metric = RunMetric.Normalised, Table = table }, TestContext.Current.CancellationToken);
        OverallComparison overall = comparison.Overall!;
        Assert.Equal(["a0", "a1", "a2"], overall.Algorithms.Select(algorithm => algorithm.Name));
        Assert.Equal(
            entries.Where(entry => entry.Algorithm == "a0").Average(entry => entry.Trials.Average(trial => NormalisedScale.Of(table.Report(entry.ReportDataset)).Test(trial.Test))),
            overall.Algorithms[0].Mean, 1e-12);
        Assert.Equal(1 - overall.Algorithms[0].Mean, overall.Algorithms[0].OptimalityGap, 1e-12);
        Assert.All(overall.Algorithms, algorithm => Assert.Equal((1.0, 0.0), (algorithm.Profile[0], algorithm.Profile[^1])));
        Assert.NotNull(overall.Ranks.Friedman);
        Assert.Null(overall.Ranks.CriticalDifference);
        Assert.StartsWith("3 blocks are too few for any significance", overall.Ranks.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_with_limits_says_so()
    {
        using TemporaryFolder folder = new();
        StudyRuns.Into(folder["run"], StudyRuns.Small with { Limits = [Limit.AtMost(Quantity.Flops, 100)] });
        Comparison comparison = Comparison.Of(StudyFolderRuns.Read(folder["run"]), Quick, TestContext.Current.CancellationToken);
        Assert.Contains(comparison.Notes, note => note.Contains("the study has limits; its regret counts from the best within them", StringComparison.Ordinal));
    }

    [Fact]
    public void Runs_that_say_no_budget_stand_beside_those_of_the_one_there_is()
    {
        RunEntry one = MadeRuns.Entry("a", [90, 91]) with { Budget = Budget.OfSeconds(100) }, none = MadeRuns.Entry("b", [90, 92]);
        Comparison together = Compare(one, none);
        Assert.Equal("cifar10, 100 s", Assert.Single(together.Tasks).Task.ToString());
        Assert.Contains("made up says no budget: it stands beside runs of 100 s", together.Notes);
        Comparison apart = Compare(one, none, one with { Algorithm = "c", Budget = Budget.OfEvaluations(5) });
        Assert.Equal(["cifar10, 100 s", "cifar10", "cifar10, 5 evaluations"], apart.Tasks.Select(task => task.Task.ToString()));
        Assert.Contains("made up says no budget, and others have 2: it stands alone; say it (--budget)", apart.Notes);
    }

    // Below the best there is.
    private static double[] Reached(BenchmarkTable table, Dataset dataset, int algorithm, int number) =>
        [.. MadeRuns.Accuracies((ulong)((10 * algorithm) + number), 20).Select(accuracy => table.Report(dataset).BestTest - 93 + accuracy)];

    private static Comparison Compare(params RunEntry[] entries) => Comparison.Of(new RunSet(entries), Quick, TestContext.Current.CancellationToken);
}
