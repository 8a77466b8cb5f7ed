using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>Successive halving and the brackets of Hyperband.</summary>
public sealed class SuccessiveHalvingTests
{
    // No two architectures are alike, and a longer training is worth more.
    private static readonly FormulaOracle Oracle = new(
        SearchSpace.Size, [.. Enumerable.Range(1, 81)], (digits, epochs) => epochs + Code(digits) * 1e-5)
    {
        SecondsPerEpoch = digits => 1 + digits[0],
    };

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void It_promotes_exactly_the_best_one_in_eta_of_each_rung(int workers)
    {
        LogPoint[] points = Oracle.Run("successive-halving", Budget.OfEvaluations(2 * (81 + 27 + 9 + 3 + 1)), workers: workers);
        for (int round = 0; round < 2; round++)
        {
            int begin = round * 121;
            foreach ((int count, int epochs) in new[] { (81, 1), (27, 3), (9, 9), (3, 27) })
            {
                LogPoint[] rung = points[begin..(begin += count)];
                Assert.All(rung, point => Assert.Equal(epochs, point.Epochs));
                LogPoint[] next = points[begin..(begin + count / 3)];
                Assert.Equal(
                    rung.OrderByDescending(point => point.Reward).Take(count / 3).Select(point => point.Architecture).Order(),
                    next.Select(point => point.Architecture).Order());
            }
        }
    }

    [Fact]
    public void Its_configurations_are_the_designs_of_the_trial()
    {
        LogPoint[] points = Oracle.Run("successive-halving", 81);
        Assert.Equal(Oracle.Run("random", 81).Select(point => point.Architecture), points.Select(point => point.Architecture));
    }

    [Fact]
    public void More_configurations_than_one_for_the_last_rung_can_be_asked_for()
    {
        LogPoint[] points = Oracle.Run("successive-halving", 20 + 6 + 2, ("configurations", "20"), ("min-epochs", "9"), ("max-epochs", "81"));
        Assert.Equal([(9, 20), (27, 6), (81, 2)], points.CountBy(point => point.Epochs).Select(rung => (rung.Key, rung.Value)));
    }

    [Fact]
    public void Too_few_configurations_for_the_last_rung_are_refused() => Assert.Equal(
        "successive-halving on cifar10: 80 configurations on the first of 5 rungs (1, 3, 9, 27, 81 epochs) with eta 3: there must be 81 to 1000000; choose fewer rungs or a smaller eta",
        Assert.Throws<NatsBenchException>(() => Oracle.Run("successive-halving", 1, ("configurations", "80"))).Message);

    [Fact]
    public void The_incumbent_is_the_best_of_the_longest_trainings()
    {
        FormulaOracle misleading = new(SearchSpace.Size, [1, 3], (digits, epochs) => 100 - 10 * epochs + Code(digits) * 1e-5);
        LogPoint[] points = misleading.Run("successive-halving", 4);
        Assert.Equal(3, points[^1].Epochs);
        Assert.Equal(points[^1].Architecture, points[^1].Incumbent);
    }

    // Table 1 of the paper: R = 81, eta = 3.
    [Fact]
    public void The_brackets_of_Hyperband_are_those_of_its_paper() =>
        Assert.Equal([(0, 81), (1, 34), (2, 15), (3, 8), (4, 5)], Brackets(5));

    // The formula of algorithm 1 by hand: 9 of 1 epoch, ⌈3/2 · 3⌉ = 5 of 4, 3 of 12.
    [Fact]
    public void The_brackets_of_a_short_run_follow_the_same_formula() => Assert.Equal([(0, 9), (1, 5), (2, 3)], Brackets(3));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Hyperband_runs_its_brackets_in_turn_again_and_again(int workers)
    {
        FormulaOracle oracle = new(SearchSpace.Size, [.. Enumerable.Range(1, 12)], (digits, epochs) => epochs + Code(digits) * 1e-5);
        (int Epochs, int Count)[] round = [(1, 9), (4, 3), (12, 1), (4, 5), (12, 1), (12, 3)];
        LogPoint[] points = oracle.Run("hyperband", Budget.OfEvaluations(2 * 22), workers: workers);
        Assert.Equal(
            [.. round.Concat(round).SelectMany(rung => Enumerable.Repeat(rung.Epochs, rung.Count))],
            points.Select(point => point.Epochs));
    }

    [Fact]
    public void Brackets_beyond_measure_are_refused() => Assert.Equal(
        "eta 1000 on 4 rungs begins with 1333334 configurations, more than 1000000; choose fewer rungs or a smaller eta",
        Assert.Throws<NatsBenchException>(() => Hyperband.Brackets(4, 1000)).Message);

    private static (int, int)[] Brackets(int rungs) =>
        [.. Hyperband.Brackets(rungs, 3).Select(bracket => (bracket.FirstRung, bracket.Configurations))];

    private static int Code(byte[] digits) => digits.Aggregate(0, (code, digit) => code * 8 + digit);
}
