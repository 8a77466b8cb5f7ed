using CsCheck;
using NatsBench.Fast.Scans;

namespace NatsBench.Fast.Tests.Scans;

/// <summary>What the public scans promise, by examples and by properties.</summary>
public sealed class ScanTests
{
    private const double Absent = double.NaN;

    [Fact]
    public void Of_equal_ones_the_lowest_index_wins_and_an_absent_one_never_does()
    {
        Assert.Equal(new Candidate(1, 3), Scan.Best([Absent, 3, 2, 3, Absent]));
        Assert.Null(Scan.Best([Absent, Absent]));
        Assert.Null(Scan.Best([]));
        Assert.Equal(new Candidate(1, double.NegativeInfinity), Scan.Best([Absent, double.NegativeInfinity]));
        Assert.Equal(0, Scan.Best([-0.0, 0.0])!.Value.Index);
    }

    [Fact]
    public void A_limit_includes_its_maximum_and_an_absent_quantity_keeps_none()
    {
        double[] accuracy = [90, 94, 93, 92, 91];
        double[] flops = [10, 200, Absent, 100, 50];
        double[] parameters = [1, 1, 1, 2, 1];
        Assert.Equal(new Candidate(3, 92), Scan.Best(accuracy, Limits.AtMost(flops, 100)));
        Assert.Equal(new Candidate(4, 91), Scan.Best(accuracy, Limits.AtMost(flops, 100).And(parameters, 1.5)));
        Assert.Equal(new Candidate(0, 90), Scan.Best(accuracy, Limits.AtMost(flops, 100).And(parameters, 1.5).And(accuracy, 90)));
        Assert.Null(Scan.Best(accuracy, Limits.AtMost(flops, 9)));
        Assert.Equal(new Candidate(1, 94), Scan.Best(accuracy, Limits.AtMost(flops, double.PositiveInfinity)));
    }

    [Fact]
    public void Top_is_the_stable_descending_order() =>
        Gen.Select(Gen.Int[-3, 3].Array[0, 100], Gen.Int[0, 20]).Sample((whole, wanted) =>
        {
            double[] values = [.. whole.Select(value => value == 3 ? Absent : value)];
            Candidate[] best = new Candidate[wanted];
            int count = Scan.Top(values, best, Limits.AtMost(values, 1));
            Assert.Equal(
                values.Select((value, index) => new Candidate(index, value)).Where(candidate => candidate.Value <= 1)
                    .OrderByDescending(candidate => candidate.Value).Take(wanted),
                best[..count]);
        });

    [Fact]
    public void Filters_add_up_to_the_indices_between_all_bounds() =>
        Gen.Select(Gen.Double[0, 10], Gen.Double[0, 10]).Array[0, 300].Sample(rows =>
        {
            double[] first = [.. rows.Select(row => row.Item1 < 1 ? Absent : row.Item1)];
            double[] second = [.. rows.Select(row => Math.Round(row.Item2))];
            ulong[] bitmap = new ulong[Selection.WordCount(rows.Length)];
            int[] indices = new int[rows.Length];
            Assert.Equal(first.Count(value => value <= 8), Scan.Filter(first, double.NegativeInfinity, 8, bitmap));
            int selected = Scan.Narrow(second, 2, 6, bitmap);
            Assert.Equal(selected, Selection.CopyIndices(bitmap, indices));
            Assert.Equal(
                Enumerable.Range(0, rows.Length).Where(i => first[i] <= 8 && second[i] is >= 2 and <= 6), indices[..selected]);
            if (selected > 0)
                Assert.Throws<ArgumentException>(() => Selection.CopyIndices(bitmap, indices.AsSpan(0, selected - 1)));
        });

    [Fact]
    public void A_summary_of_nothing_is_NaN_and_a_constant_does_not_vary()
    {
        Assert.Equal((0, Absent, Absent), Numbers(Scan.Summarize([Absent])));
        Assert.Equal((1, 0.1, 0.0), Numbers(Scan.Summarize([Absent, 0.1])));
        Assert.Equal(Absent, Scan.Summarize([0.1]).SampleVariance);
        double[] constant = new double[15_625];
        Array.Fill(constant, 0.1);
        Assert.Equal((15_625, 0.1, 0.0), Numbers(Scan.Summarize(constant)));
        Assert.Equal((2, double.PositiveInfinity, Absent), Numbers(Scan.Summarize([1, double.PositiveInfinity])));
        Assert.False(double.IsNegative(Scan.Summarize([-0.0]).Minimum));

        static (int, double, double) Numbers(ColumnSummary summary) => (summary.Count, summary.Mean, summary.Variance);
    }

    [Theory]
    [InlineData(1.0, 1.0, 1.0)]
    [InlineData(1.0, 0.5, 0.75)]
    [InlineData(1.0, -1.0, 0.0)]
    [InlineData(-1.0, -0.5, -0.75)]
    public void The_mean_of_values_whose_sum_is_beyond_all_doubles_is_a_number(double even, double odd, double expected)
    {
        foreach (int length in new[] { 4, 70, 15_626 })
        {
            double[] values = [.. Enumerable.Range(0, length).Select(i => double.MaxValue * (i % 2 == 0 ? even : odd))];
            ColumnSummary summary = Scan.Summarize([.. values, Absent]);
            Assert.Equal(double.MaxValue * expected, summary.Mean, double.MaxValue * 1e-12);
            Assert.InRange(summary.Mean, summary.Minimum, summary.Maximum);
        }
    }

    [Fact]
    public void A_percentile_rank_counts_equals_by_half()
    {
        Assert.Equal(50, Scan.PercentileRank([1, 2, 2, 3, Absent], 2));
        Assert.Equal(0, Scan.PercentileRank([1, 2], 0));
        Assert.Equal(100, Scan.PercentileRank([1, 2], double.PositiveInfinity));
        Assert.Equal(Absent, Scan.PercentileRank([1, 2], Absent));
        Assert.Equal(Absent, Scan.PercentileRank([Absent], 1));
    }

    [Fact]
    public void The_last_bin_holds_both_edges_and_one_point_is_a_range_of_one()
    {
        int[] bins = new int[2];
        Assert.Equal(5, Scan.Histogram([0, 0.5, 1, 1.5, 2, 2.1, -0.1, Absent], 0, 2, bins));
        Assert.Equal([2, 3], bins);
        Assert.Equal(2, Scan.Histogram([2.5, 3.4, 4], 3, 3, bins));
        Assert.Equal([1, 1], bins);
    }

    [Fact]
    public void A_front_keeps_equals_and_takes_directions()
    {
        double[] accuracy = [90, 94, 94, 92, Absent, 95, 94];
        double[] flops = [10, 100, 100, 110, 1, 300, 120];
        double[] latency = [1, 1, 1, 0.5, 1, 1, 0.7];
        int[] front = new int[accuracy.Length];
        int count = Scan.ParetoFront(Objective.Maximise(accuracy), Objective.Minimise(flops), front);
        Assert.Equal([0, 1, 2, 5], front[..count]);
        count = Scan.ParetoFront(Objective.Maximise(accuracy), Objective.Minimise(flops), Objective.Minimise(latency), front);
        Assert.Equal([0, 1, 2, 3, 5, 6], front[..count]);
        // (95 - 80)·(320 - 300) + (94 - 80)·(300 - 100) + (90 - 80)·(100 - 10)
        Assert.Equal(300 + 2800 + 900, Scan.Hypervolume(Objective.Maximise(accuracy), Objective.Minimise(flops), 80, 320));
        Assert.Equal(0, Scan.Hypervolume(Objective.Maximise(accuracy), Objective.Minimise(flops), 95, 320));
    }

    [Fact]
    public void Turning_all_columns_over_turns_directions_over() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 9]).Array[1, 60].Sample(rows =>
        {
            double[] first = [.. rows.Select(row => (double)row.Item1)], second = [.. rows.Select(row => (double)row.Item2)];
            double[] third = [.. rows.Select(row => (double)row.Item3)];
            double[] turned = [.. first.Select(value => -value)];
            int[] front = new int[rows.Length];
            int[] other = new int[rows.Length];
            int count = Scan.ParetoFront(Objective.Maximise(first), Objective.Minimise(second), Objective.Maximise(third), front);
            int otherCount = Scan.ParetoFront(Objective.Minimise(turned), Objective.Minimise(second), Objective.Maximise(third), other);
            Assert.Equal(front[..count], other[..otherCount]);
            Assert.Equal(
                Scan.Hypervolume(Objective.Maximise(first), Objective.Minimise(second), 0, 10),
                Scan.Hypervolume(Objective.Minimise(turned), Objective.Minimise(second), 0, 10));
        });

    [Fact]
    public void A_correlation_needs_two_candidates_that_differ()
    {
        Assert.Equal(Absent, Scan.KendallCorrelation([1, 2, Absent], [1, Absent, 3]));
        Assert.Equal(Absent, Scan.SpearmanCorrelation([1, 2, Absent], [1, Absent, 3]));
        Assert.Equal(Absent, Scan.KendallCorrelation([1, 1, 1], [1, 2, 3]));
        Assert.Equal(Absent, Scan.SpearmanCorrelation([1, 2, 3], [1, 1, 1]));
        Assert.Equal(-1, Scan.KendallCorrelation([1, 2, 3], [double.PositiveInfinity, 0, -1]));
        Assert.Equal(1, Scan.SpearmanCorrelation([1, 2, 3, 4], [double.NegativeInfinity, 0, 1, 7]));
        Assert.Equal(Absent, Scan.KendallCorrelation([0.0, -0.0], [1, 2]));
    }

    /// <summary>What shares its leading bits takes more than one round of the radix order.</summary>
    [Fact]
    public void Neighbouring_doubles_among_far_ones_are_told_apart()
    {
        Random random = new(3);
        double[] first = new double[2_000];
        for (int i = 0; i < first.Length; i++)
            first[i] = i % 100 == 0 ? (i - 1_000) * 1e300 : BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(1.0) + random.Next(500));
        double[] ranks = [.. first.Select(value => (double)first.Count(other => other < value))];
        Assert.Equal(1, Scan.KendallCorrelation(first, ranks));
        Assert.Equal(1, Scan.SpearmanCorrelation(first, ranks), 1e-15);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        double[] two = [1, 2];
        double[] three = [1, 2, 3];
        Assert.Throws<ArgumentException>(() => Scan.Best(two, Limits.AtMost(three, 1)));
        Assert.Throws<ArgumentException>(() => Scan.Top(two, new Candidate[1], Limits.AtMost(two, 1).And(two, 1).And(three, 1)));
        Assert.Throws<ArgumentException>(() => Limits.AtMost(two, Absent).Count);
        Assert.Throws<InvalidOperationException>(() => Limits.AtMost(two, 1).And(two, 1).And(two, 1).And(two, 1).Count);
        Assert.Throws<ArgumentException>(() => Scan.Filter(two, 0, 1, new ulong[2]));
        Assert.Throws<ArgumentException>(() => Scan.Filter(two, Absent, 1, new ulong[1]));
        Assert.Throws<ArgumentException>(() => Scan.Narrow(two, 0, Absent, new ulong[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Selection.WordCount(-1));
        Assert.Throws<ArgumentException>(() => Scan.Histogram(two, 0, 1, []));
        Assert.Throws<ArgumentException>(() => Scan.Histogram(two, 1, 0, new int[1]));
        Assert.Throws<ArgumentException>(() => Scan.Histogram(two, double.MinValue, double.MaxValue, new int[1]));
        Assert.Throws<ArgumentException>(() => Scan.KendallCorrelation(two, three));
        Assert.Throws<ArgumentException>(() => Scan.SpearmanCorrelation(two, three));
        Assert.Throws<ArgumentException>(() => Scan.ParetoFront(Objective.Minimise(two), Objective.Minimise(three), new int[3]));
        Assert.Throws<ArgumentException>(() => Scan.ParetoFront(Objective.Minimise(two), Objective.Minimise(two), new int[1]));
        Assert.Throws<ArgumentException>(() =>
            Scan.ParetoFront(Objective.Minimise(two), Objective.Minimise(two), Objective.Minimise(three), new int[3]));
        Assert.Throws<ArgumentException>(() => Scan.Hypervolume(Objective.Minimise(two), Objective.Minimise(three), 0, 0));
        Assert.Throws<ArgumentException>(() => Scan.Hypervolume(Objective.Minimise(two), Objective.Minimise(two), Absent, 0));
    }

    [Fact]
    public void A_scan_allocates_nothing_once_it_has_run()
    {
        double[] values = Columns.Draw(new Random(1), 0, 15_625);
        double[] other = Columns.Draw(new Random(2), 2, 15_625);
        Candidate[] best = new Candidate[10];
        ulong[] bitmap = new ulong[Selection.WordCount(values.Length)];
        int[] room = new int[values.Length];
        // Tests beside this one empty the array pool now and then.
        Assert.Equal(0, Enumerable.Range(0, 50).Min(_ => All()));

        long All()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Scan.Best(values, Limits.AtMost(other, 10).And(values, 50));
            Scan.Top(values, best, Limits.AtMost(other, 10));
            Scan.Filter(values, 10, 90, bitmap);
            Scan.Summarize(other);
            Scan.PercentileRank(values, 50);
            Scan.Histogram(values, 0, 100, room.AsSpan(0, 20));
            Scan.ParetoFront(Objective.Maximise(values), Objective.Minimise(other), room);
            Scan.ParetoFront(Objective.Maximise(values), Objective.Minimise(other), Objective.Maximise(other), room);
            Scan.Hypervolume(Objective.Maximise(values), Objective.Minimise(other), 0, 20);
            Scan.KendallCorrelation(values, other);
            Scan.SpearmanCorrelation(values, other);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
