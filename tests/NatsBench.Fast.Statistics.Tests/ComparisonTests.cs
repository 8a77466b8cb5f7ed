using CsCheck;
using NatsBench.Fast.Statistics.Comparisons;

namespace NatsBench.Fast.Statistics.Tests;

/// <summary>Rank tests against all orders that their ranks could have come in, and what they refuse.</summary>
public sealed class ComparisonTests
{
    // Few different values: ties and zeros are common.
    private static readonly Gen<double> Tied = Gen.Int[-3, 3].Select(value => (double)value);

    [Fact]
    public void Signed_rank_is_that_of_all_signs() =>
        Gen.Select(Tied.Array[1, 9], Gen.Bool).Where((differences, _) => differences.Any(difference => difference != 0)).Sample((differences, isPratt) =>
        {
            WilcoxonSignedRank test = WilcoxonSignedRank.Of(differences, new double[differences.Length], isPratt ? ZeroDifferences.Pratt : ZeroDifferences.Wilcox);
            double[] ranked = isPratt ? differences : [.. differences.Where(difference => difference != 0)];
            double[] ranks = [.. ranked.Where(value => value != 0).Select(value => MeanRank(Math.Abs(value), [.. ranked.Select(Math.Abs)]))];
            double positive = ranked.Where(value => value != 0).Zip(ranks, (value, rank) => value > 0 ? rank : 0).Sum();
            double[] sums = [.. Enumerable.Range(0, 1 << ranks.Length).Select(signs => ranks.Where((_, i) => (signs >> i & 1) != 0).Sum())];
            Assert.Equal((positive, ranks.Sum() - positive), (test.PositiveSum, test.NegativeSum));
            Assert.Equal(BothTails(sums, positive), test.PValue, 1e-14);
            Assert.Equal(differences.Count(value => value == 0), test.Zeros);
        });

    [Fact]
    public void U_is_that_of_all_choices() =>
        Gen.Select(Tied.Array[1, 5], Tied.Array[1, 5]).Where((first, second) => first.Concat(second).Distinct().Count() > 1).Sample((first, second) =>
        {
            double[] all = [.. first, .. second], ranks = [.. all.Select(value => MeanRank(value, all))];
            double[] sums = [.. Enumerable.Range(0, 1 << all.Length).Where(chosen => int.PopCount(chosen) == first.Length)
                .Select(chosen => ranks.Where((_, i) => (chosen >> i & 1) != 0).Sum())];
            MannWhitney test = MannWhitney.Of(first, second);
            Assert.Equal(first.Sum(a => second.Sum(b => a > b ? 1 : a == b ? 0.5 : 0)), test.U);
            Assert.Equal(BothTails(sums, ranks[..first.Length].Sum()), test.PValue, 1e-14);
            Assert.Equal(VarghaDelaney.A12(first, second), test.A12);
        });

    [Fact]
    public void Both_tests_do_not_care_who_is_first() =>
        Gen.Double[-1, 1].Array[2, 70].Sample(values =>
        {
            double[] first = values[..(values.Length / 2)], second = values[^first.Length..];
            WilcoxonSignedRank one = WilcoxonSignedRank.Of(first, second), other = WilcoxonSignedRank.Of(second, first);
            Assert.Equal((one.PValue, one.PositiveSum, one.RankBiserial), (other.PValue, other.NegativeSum, -other.RankBiserial));
            MannWhitney u = MannWhitney.Of(first, second), v = MannWhitney.Of(second, first);
            Assert.Equal(u.PValue, v.PValue, 1e-12);
            Assert.Equal(1, u.A12 + v.A12, 1e-15);
        }, iter: 30);

    [Fact]
    public void Exact_and_normal_agree_where_one_becomes_the_other()
    {
        double[] first = [.. Enumerable.Range(0, 50).Select(i => (double)(i * 37 % 101))], second = [.. Enumerable.Range(0, 50).Select(i => i * 53 % 97 + 9.5)];
        Assert.True(WilcoxonSignedRank.Of(first, second).IsExact && MannWhitney.Of(first, second).IsExact);
        Assert.Equal(WilcoxonSignedRank.Of(first, second).PValue, WilcoxonSignedRank.Of(first, second, mode: PValueMode.Normal).PValue, 0.01);
        Assert.Equal(MannWhitney.Of(first, second).PValue, MannWhitney.Of(first, second, PValueMode.Normal).PValue, 0.01);
        Assert.False(MannWhitney.Of([.. first, 1], second).IsExact || WilcoxonSignedRank.Of([.. first, 0], [.. second, 1]).IsExact);
        Assert.Contains("up to 50", Assert.Throws<ArgumentException>(() => MannWhitney.Of([.. first, 1], second, PValueMode.Exact)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => WilcoxonSignedRank.Of([.. first, 0], [.. second, 1], mode: PValueMode.Exact));
    }

    [Fact]
    public void Millions_of_pairs_have_a_p_value()
    {
        // Squares of their ranks sum up beyond 64 bits; every other difference is negative.
        const int Pairs = 2_000_000;
        double[] differences = new double[Pairs];
        for (int i = 0; i < Pairs; i++)
            differences[i] = i % 2 == 0 ? i + 1 : -i - 1;
        WilcoxonSignedRank test = WilcoxonSignedRank.Of(differences, new double[Pairs]);
        Assert.Equal(Pairs / 2, test.NegativeSum - test.PositiveSum);
        // W⁺ is half of n below its mean, with variance n (n + 1) (2 n + 1) / 24.
        double z = Pairs / 2 / 2 / Math.Sqrt(Pairs * (Pairs + 1.0) * (2.0 * Pairs + 1) / 24);
        Assert.Equal(1 - z * Math.Sqrt(2 / Math.PI), test.PValue, 1e-9);
    }

    [Fact]
    public void Tests_refuse_what_they_cannot_answer()
    {
        Refused("no pair has a difference", () => WilcoxonSignedRank.Of([1, 2], [1, 2]));
        Refused("equally many values, not 2 and 1", () => WilcoxonSignedRank.Of([1, 2], [1]));
        Refused("at least one value", () => WilcoxonSignedRank.Of([], []));
        Refused("value 1 is NaN", () => WilcoxonSignedRank.Of([1, 2], [1, double.NaN]));
        Refused("value 0 is infinite", () => WilcoxonSignedRank.Of([double.NegativeInfinity], [1]));
        Refused("all values of both samples are equal", () => MannWhitney.Of([1, 1], [1]));
        Refused("at least one value", () => MannWhitney.Of([1], []));
        Refused("value 0 is NaN", () => VarghaDelaney.A12([double.NaN], [1]));
        Refused("the same datasets", () => VarghaDelaney.ProbabilityOfImprovement([[1.0]], [[1.0], [2.0]]));
        Refused("0 to 1", () => Holm.Adjust([0.5, 1.5]));
        Refused("at least one value", () => Holm.Adjust([]));
        Refused("at least 3 algorithms, not 2", () => Friedman.Of([[1.0, 2], [1, 2]]));
        Refused("at least 2 blocks", () => Friedman.Of([[1.0, 2, 3]]));
        Refused("all equal", () => Friedman.Of([[1.0, 1, 1], [2, 2, 2]]));
        Refused("equally many values, not 3 and 2", () => Friedman.Of([[1.0, 2, 3], [1, 2]]));
    }

    [Fact]
    public void Probability_of_improvement_is_A12_on_one_dataset_and_its_mean_on_several()
    {
        double[] a = [1, 2, 3], b = [2, 2, 9];
        Assert.Equal(VarghaDelaney.A12(a, b), VarghaDelaney.ProbabilityOfImprovement([a], [b]));
        Assert.Equal((VarghaDelaney.A12(a, b) + 1) / 2, VarghaDelaney.ProbabilityOfImprovement([a, [5, 6]], [b, [4]]));
    }

    [Fact]
    public void The_best_of_each_block_has_rank_one()
    {
        Friedman test = Friedman.Of([[9.0, 5, 1], [8, 7, 2], [3, 2, 1], [5, 5, 0]]);
        Assert.Equal([4.5 / 4, 7.5 / 4, 3], test.AverageRanks);
    }

    [Fact]
    public void Critical_values_are_those_of_the_table()
    {
        // Demšar 2006, Table 5a: of 2 to 10 algorithms, over √2, whose q have three digits.
        double[] at5 = [1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164], at10 = [1.645, 2.052, 2.291, 2.459, 2.589, 2.693, 2.780, 2.855, 2.920];
        for (int count = 2; count <= 10; count++)
        {
            Assert.InRange(StudentizedRange.Critical(0.05, count) / Math.Sqrt(2) - at5[count - 2], -0.001, 0.001);
            Assert.InRange(StudentizedRange.Critical(0.1, count) / Math.Sqrt(2) - at10[count - 2], -0.001, 0.001);
        }
    }

    [Theory]
    [InlineData(3, 3, "3 blocks are too few")]
    [InlineData(40, 3, "it takes 6")]
    [InlineData(3, 5, "it takes 6")]
    [InlineData(3, 6, null)]
    [InlineData(3, 500, null)]
    [InlineData(40, 6, null)]
    public void Too_few_blocks_have_no_diagram(int algorithms, int blocks, string? reason)
    {
        string? refusal = CriticalDifference.Refusal(blocks);
        if (reason is null)
            Assert.Null(refusal);
        else
            Assert.Contains(reason, refusal, StringComparison.Ordinal);
        // The clearest order there can be.
        Friedman clear = Friedman.Of([.. Enumerable.Repeat(Enumerable.Range(0, algorithms).Select(i => (double)i).ToArray(), blocks)]);
        if (reason is null)
            Assert.True(CriticalDifference.Of(clear).PValue(0, algorithms - 1) < 0.05);
        else
            Refused(reason, () => CriticalDifference.Of(clear));
    }

    [Fact]
    public void Groups_are_the_largest_without_a_difference() =>
        Gen.Double[0, 1].Array[5].Array[8, 40].Sample(noise =>
        {
            double[][] blocks = [.. noise.Select(block => block.Select((value, i) => value + 0.12 * i).ToArray())];
            CriticalDifference differences = CriticalDifference.Of(Friedman.Of(blocks));
            IReadOnlyList<double> ranks = differences.AverageRanks;
            for (int i = 0; i < 5; i++)
                for (int j = 0; j < i; j++)
                {
                    bool isTogether = Math.Abs(ranks[i] - ranks[j]) <= differences.Value;
                    Assert.Equal(isTogether, differences.Groups.Any(group => group.Contains(i) && group.Contains(j)));
                    Assert.Equal(isTogether, differences.PValue(i, j) >= 0.05 - 1e-12);
                }
            Assert.All(differences.Groups, group => Assert.DoesNotContain(differences.Groups, other => other != group && group.All(other.Contains)));
        });

    private static double MeanRank(double value, double[] all) => 0.5 + all.Sum(other => other < value ? 1 : other == value ? 0.5 : 0);

    private static double BothTails(double[] sums, double observed) =>
        Math.Min(1, 2.0 * Math.Min(sums.Count(sum => sum <= observed), sums.Count(sum => sum >= observed)) / sums.Length);

    private static void Refused(string reason, Action action) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
}
