using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms.Forest;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>The forest, and the search that follows it.</summary>
public sealed class ForestSearchTests
{
    private const int Evaluations = 60;

    private static readonly ArchitectureSpace Space = ArchitectureSpace.Whole(SearchSpace.Topology);

    // Each digit has its own best value and weight.
    private static readonly FormulaOracle Separable = new(
        SearchSpace.Topology, [12], (digits, _) => 90 - digits.Select((digit, edge) => (edge + 1.0) * ((digit * 2 + edge) % 5)).Sum());

    public static TheoryData<int> Workers => [1, 8];

    [Theory, MemberData(nameof(Workers))]
    public void It_finds_better_ones_than_random_search_on_average(int workers)
    {
        double forest = 0, random = 0;
        for (long trial = 0; trial < 50; trial++)
        {
            forest += Best(Separable.Run("forest", Budget.OfEvaluations(Evaluations), trial, workers));
            random += Best(Separable.Run("random", Budget.OfEvaluations(Evaluations), trial));
        }
        Assert.True(forest / 50 > random / 50 + 5, $"{forest / 50} against {random / 50}");
    }

    [Fact]
    public void It_begins_with_the_designs_of_the_trial_and_trains_nothing_twice_after_them()
    {
        int[] architectures = [.. Separable.Run("forest", 300).Select(point => point.Architecture)];
        Assert.Equal(Separable.Run("random", 10).Select(point => point.Architecture), architectures[..10]);
        Assert.Equal(290, architectures[10..].Except(architectures[..10]).Count());
    }

    [Fact]
    public void Before_so_many_are_observed_all_workers_train_designs()
    {
        LogPoint[] points = Separable.Run("forest", Budget.OfEvaluations(40), workers: 30);
        int[] designs = [.. Separable.Run("random", 40).Select(point => point.Architecture)];
        // The tenth observation comes when 30 + 9 trainings have begun.
        Assert.Equal(designs[..39].Order(), points.Select(point => point.Architecture).Intersect(designs[..39]).Order());
    }

    [Fact]
    public void A_tree_knows_what_it_has_learned_and_expects_something_between_elsewhere()
    {
        SplitMix64 random = new(3);
        Sample[] samples = [.. Enumerable.Range(0, 200).Select(_ => Space.Random(ref random)).Distinct().Select(Learned)];
        RegressionTree tree = new(new DigitStatistics(Space.Positions, 1));
        tree.Fit([.. samples], ref random);
        Assert.All(samples, sample => Assert.Equal(sample.Reward, tree.Predict(sample.Digits), 1e-9));
        for (int architecture = 0; architecture < Space.Count; architecture++)
            Assert.InRange(tree.Predict(Learned(architecture).Digits), samples.Min(sample => sample.Reward), samples.Max(sample => sample.Reward));
    }

    [Fact]
    public void A_split_is_the_best_of_all_splits_of_the_values()
    {
        SplitMix64 random = new(4);
        for (int repetition = 0; repetition < 50; repetition++)
        {
            // Only the third digit differs, so that is where the split must be.
            Sample[] samples = [.. Enumerable.Range(0, 30).Select(_ => new Sample(PackedDigits.Of([0, 0, (byte)random.NextIndex(5), 0, 0, 0]), random.NextIndex(100)))];
            DigitStatistics statistics = new(6, 1);
            Assert.True(statistics.Gather(samples));
            Assert.True(statistics.TryFindSplit(ref random, out DigitSplit split));
            Assert.Equal(2, split.Position);
            double least = Enumerable.Range(1, 30).Min(left => Residual(samples, new DigitSplit(2, (byte)left)));
            Assert.Equal(least, Residual(samples, split), 1e-6);
        }
    }

    [Fact]
    public void What_cannot_be_told_apart_is_not_split()
    {
        SplitMix64 random = new(5);
        DigitStatistics statistics = new(6, 1);
        PackedDigits same = PackedDigits.Of([1, 2, 3, 4, 0, 1]);
        statistics.Gather([new Sample(same, 10), new Sample(same, 20)]);
        Assert.False(statistics.TryFindSplit(ref random, out _));
        statistics.Gather([new Sample(same, 20.1), new Sample(PackedDigits.Of([2, 2, 3, 4, 0, 1]), 20.1), new Sample(default, 20.1)]);
        Assert.False(statistics.TryFindSplit(ref random, out _));
    }

    [Fact]
    public void Each_leaf_has_as_many_samples_as_are_asked_for()
    {
        SplitMix64 random = new(6);
        Sample[] samples = [.. Enumerable.Range(0, 100).Select(_ => Learned(Space.Random(ref random)))];
        RegressionTree tree = new(new DigitStatistics(Space.Positions, 7));
        tree.Fit([.. samples], ref random);
        int[] leaves = [.. samples.GroupBy(sample => tree.Predict(sample.Digits)).Select(leaf => leaf.Count())];
        Assert.InRange(leaves.Length, 4, 14);
        Assert.All(leaves, leaf => Assert.True(leaf >= 7));
    }

    [Fact]
    public void Where_all_candidates_are_known_it_goes_on_uniformly()
    {
        LogPoint[] points = Separable.Run("forest", 200, ("random", "0"), ("best", "1"), ("pool", "1"));
        Assert.True(points.Select(point => point.Architecture).Distinct().Count() > 150);
    }

    private static Sample Learned(int architecture) =>
        new(PackedDigits.Of(Space.Digits(architecture)), Separable.Accuracy(architecture, 12) + architecture % 7);

    private static double Best(LogPoint[] points) => points.Max(point => point.Reward);

    private static double Residual(Sample[] samples, DigitSplit split) => samples
        .GroupBy(sample => split.GoesLeft(sample.Digits))
        .Sum(side => side.Sum(sample => Math.Pow(sample.Reward - side.Average(other => other.Reward), 2)));
}
