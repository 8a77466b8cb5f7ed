using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>BOHB's brackets, splits and scores, and when it stops.</summary>
public sealed class BohbTests(SearchScenes scenes)
{
    [Theory]
    [InlineData(0, 3, 3, new[] { 9, 3, 1 })]
    [InlineData(1, 3, 3, new[] { 3, 1 })]
    [InlineData(2, 3, 3, new[] { 3 })]
    [InlineData(3, 3, 3, new[] { 9, 3, 1 })]
    [InlineData(0, 5, 3, new[] { 81, 27, 9, 3, 1 })]
    [InlineData(1, 5, 3, new[] { 27, 9, 3, 1 })]
    [InlineData(3, 5, 3, new[] { 6, 2 })]
    [InlineData(4, 5, 3, new[] { 5 })]
    [InlineData(0, 4, 2, new[] { 8, 4, 2, 1 })]
    public void Brackets_are_HpBandSters(int iteration, int rungs, int eta, int[] sizes) =>
        Assert.Equal(sizes, BohbBracket.Sizes(iteration, rungs, eta, 1000));

    [Fact]
    public void Too_large_a_bracket_is_refused()
    {
        Assert.Null(BohbBracket.Sizes(0, 3, 100, 9999));
        Assert.NotNull(BohbBracket.Sizes(0, 3, 100, 10_000));
        NatsBenchException refusal = Assert.Throws<NatsBenchException>(() => Run(Of("sss", ("eta", "2"), ("min-epochs", "13"))));
        Assert.Contains("min-epochs", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lowest_losses_are_promoted_in_the_order_in_which_they_came_and_of_equals_the_first()
    {
        BohbBracket bracket = new(0, [9, 3, 1]);
        double[] losses = [5, 2, 7, 2, 9, 3, 2, 8, 2];
        for (int i = 0; i < 9; i++)
        {
            Assert.True(bracket.TryBegin(out int configuration));
            Assert.Equal(i, configuration);
        }
        Assert.False(bracket.TryBegin(out _));
        // Workers end in any order.
        foreach (int configuration in (int[])[4, 8, 0, 2, 6, 7, 1, 3])
            bracket.Observe(configuration, losses[configuration]);
        Assert.False(bracket.TryBegin(out _));
        Assert.Equal(0, bracket.Rung);
        bracket.Observe(5, losses[5]);
        Assert.Equal(1, bracket.Rung);
        int[] promoted = [.. Enumerable.Range(0, 3).Select(_ => bracket.TryBegin(out int configuration) ? configuration : -1)];
        Assert.Equal([1, 3, 6], promoted);
        bracket.Observe(1, 4);
        bracket.Observe(3, 4);
        bracket.Observe(6, double.PositiveInfinity);
        Assert.True(bracket.TryBegin(out int last));
        Assert.Equal(1, last);
        Assert.False(bracket.IsComplete);
        bracket.Observe(1, 4);
        Assert.True(bracket.IsComplete);
        Assert.False(bracket.TryBegin(out _));
    }

    [Theory]
    [InlineData(13, 6, 7, 6)]
    [InlineData(14, 6, 7, 7)]
    [InlineData(20, 6, 7, 13)]
    [InlineData(60, 6, 9, 51)]
    [InlineData(100, 6, 15, 85)]
    [InlineData(101, 6, 15, 85)]
    [InlineData(333, 6, 49, 283)]
    [InlineData(11, 5, 6, 5)]
    [InlineData(12, 5, 6, 6)]
    [InlineData(300, 5, 45, 255)]
    public void Observations_are_split_as_HpBandSter_does(int observations, int positions, int good, int bad) =>
        Assert.Equal((good, bad), BohbModel.Split(observations, positions, 15));

    [Theory]
    [InlineData(0.25, 0.5, 2)]
    [InlineData(0, 0, 1)]
    [InlineData(1e-40, 1e-3, 1e29)]
    [InlineData(double.PositiveInfinity, 0.5, 0)]
    [InlineData(double.PositiveInfinity, double.NaN, 0)]
    [InlineData(0.5, double.NaN, 2e-32)]
    [InlineData(0.5, double.NegativeInfinity, 2e-32)]
    [InlineData(0.5, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, double.NaN)]
    [InlineData(double.NaN, 0.5, double.NaN)]
    public void Scores_follow_Pythons_max(double good, double bad, double score)
    {
        double actual = BohbModel.Score(good, bad);
        if (double.IsFinite(score))
            Assert.Equal(score, actual, 1e-14 * score);
        else
            Assert.Equal(score, actual);
    }

    [Fact]
    public void A_model_needs_enough_observations_and_a_larger_rung_takes_over()
    {
        BohbModel model = Model("tss", isSound: false);
        SplitMix64 random = new(1);
        byte[] digits = new byte[6];
        for (int i = 0; i < 14; i++)
        {
            Assert.False(model.Exists);
            model.Observe(0, [0, 0, 0, 0, 0, (byte)(i % 2)], i);
        }
        Assert.True(model.Exists);
        // Thirteen on the next rung change nothing, one more does: what is proposed has the digits seen there.
        for (int i = 0; i < 14; i++)
        {
            Assert.Equal(0, MostLikely());
            model.Observe(1, [4, 4, 4, 4, 4, (byte)(i % 2)], i);
        }
        Assert.Equal(4, MostLikely());
        // What comes in on the smaller rung is dropped.
        for (int i = 0; i < 100; i++)
            model.Observe(0, [0, 0, 0, 0, 0, (byte)(i % 2)], i);
        Assert.Equal(4, MostLikely());

        // Of the first digit, where there is a proposal: five digits of one level each make most candidates NaN, and then there is none.
        int MostLikely()
        {
            int[] counts = new int[5];
            for (int i = 0; i < 200; i++)
                if (model.TryPropose(ref random, digits))
                    counts[digits[0]]++;
            Assert.InRange(counts.Sum(), 60, 199);
            return Array.IndexOf(counts, counts.Max());
        }
    }

    [Fact]
    public void An_infinite_good_density_wins_and_an_infinite_bad_one_ends_the_choice()
    {
        // Good ones agree in the first digit; every digit but it is at two levels, so only it can make a density infinite.
        BohbModel model = Model("tss", isSound: false), sound = Model("tss", isSound: true);
        for (int i = 0; i < 200; i++)
        {
            byte half = (byte)(i % 2), other = (byte)(i / 2 % 2);
            byte[] digits = [i < 30 ? (byte)3 : half, half, other, half, other, half];
            model.Observe(0, digits, i);
            sound.Observe(0, digits, i);
        }
        // A candidate keeps the digit with probability 0.7 and else is drawn anew from five: of four candidates, one at least leaves it with
        // probability 1 - 0.76⁴ = 0.67, has an infinite good density and wins.
        long left = Leaving(model, 20_000);
        double expected = 1 - Math.Pow(0.76, 4);
        ChiSquare.AssertFits([left, 20_000 - left], [expected, 1 - expected]);
        // The good digit is never seen among the bad.
        Assert.True(Leaving(sound, 20_000) < 400);

        static long Leaving(BohbModel model, int proposals)
        {
            SplitMix64 random = new(2);
            byte[] digits = new byte[6];
            long left = 0;
            for (int i = 0; i < proposals; i++)
                left += model.TryPropose(ref random, digits) && digits[0] != 3 ? 1 : 0;
            return left;
        }
    }

    [Theory]
    [InlineData("tss")]
    [InlineData("sss")]
    public void Three_hundred_brackets_are_two_thousand_evaluations(string scene)
    {
        LogPoint[] points = Run(Of(scene, ("full", "true")));
        Assert.Equal([(1, 900), (4, 600), (12, 500)], points.GroupBy(point => point.Epochs).Select(rung => (rung.Key, rung.Count())).Order());
    }

    [Theory]
    [InlineData("tss")]
    [InlineData("sss sparse")]
    public void A_trial_of_the_papers_stops_once_the_two_points_nearest_to_the_budget_are_known(string scene)
    {
        Experiment experiment = Of(scene);
        TrialRunner runner = new(experiment);
        for (int trial = 0; trial < 50; trial++)
        {
            LogPoint[] points = runner.Run(trial).ToArray();
            Assert.True(NearestPoints.AreKnown(points, 1500));
            Assert.False(NearestPoints.AreKnown(points.AsSpan(..^1), 1500));
        }
        // The sound variant keeps to the budget.
        LogPoint[] sound = Run(Of(scene, ("variant", "sound")));
        Assert.True(sound[^1].Clock >= 1500 && sound[^2].Clock < 1500);
    }

    [Theory]
    [InlineData("paper")]
    [InlineData("sound")]
    public void With_a_model_it_finds_better_ones_than_by_chance(string variant)
    {
        TrialRunner bohb = new(Of("sss", ("full", "true"), ("variant", variant))), chance = new(Of("sss", ("full", "true"), ("random-fraction", "1")));
        (double byModel, double byChance) = (0, 0);
        for (int trial = 0; trial < 5; trial++)
        {
            byModel += MeanOfLongTrainings(bohb.Run(trial));
            byChance += MeanOfLongTrainings(chance.Run(trial));
        }
        Assert.True(byModel > byChance + 5, $"{byModel / 5} against {byChance / 5}");

        static double MeanOfLongTrainings(ReadOnlySpan<LogPoint> points) =>
            points.ToArray().Where(point => point.Epochs == 12).Average(point => point.Reward);
    }

    [Fact]
    public void The_first_configurations_are_the_designs_that_every_algorithm_begins_with()
    {
        AlgorithmDefinition random = AlgorithmCatalog.Get("random");
        Experiment experiment = Of("tss");
        int[] designs = [.. Run(experiment with { Algorithm = random, Parameters = HyperParameters.Of(random, new Dictionary<string, string>()) })
            .Take(9).Select(point => point.Architecture)];
        Assert.Equal(designs, Run(experiment).Take(9).Select(point => point.Architecture));
    }

    private BohbModel Model(string scene, bool isSound) =>
        new(scenes[scene].Space, rungs: 3, samples: 4, topPercent: 15, minBandwidth: 0.3, isSound);

    private static LogPoint[] Run(Experiment experiment) => new TrialRunner(experiment).Run(0).ToArray();

    private Experiment Of(string scene, params (string Name, string Value)[] parameters)
    {
        AlgorithmDefinition bohb = AlgorithmCatalog.Get("bohb");
        return new Experiment(
            scenes[scene], Dataset.Cifar10, bohb, HyperParameters.Of(bohb, parameters.ToDictionary(given => given.Name, given => given.Value)),
            Budget.OfSeconds(1500), RootSeed: 1);
    }
}
