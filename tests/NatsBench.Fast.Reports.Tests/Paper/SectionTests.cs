using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Paper;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Tests.Paper;

/// <summary>Each analysis of a small table against plain code of its definition.</summary>
public sealed class SectionTests(PartialTable partial)
{
    private static readonly (Dataset Dataset, Dataset Validated, string TestSet, string Part)[] Datasets =
    [
        (Dataset.Cifar10, Dataset.Cifar10Valid, "ori-test", "cifar10"), (Dataset.Cifar100, Dataset.Cifar100, "x-test", "cifar100"),
        (Dataset.ImageNet16120, Dataset.ImageNet16120, "x-test", "imagenet16-120"),
    ];

    public static TheoryData<SearchSpace> Spaces => new(SearchSpace.Topology, SearchSpace.Size);

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Figure_2_ranks_by_accuracy_and_then_by_index(SearchSpace space)
    {
        ResultTable points = partial.Data(space, "fig2", "points");
        for (int dataset = 0; dataset < 3; dataset++)
        {
            SortedDictionary<int, double> test = Test(space, dataset);
            Assert.Equal(test.Keys, points.Rows.Select(row => (int)row[0].Value!));
            foreach (IReadOnlyList<ResultCell> row in points.Rows)
            {
                int index = (int)row[0].Value!;
                Assert.Equal(test.Count(other => other.Value < test[index] || (other.Value == test[index] && other.Key < index)), row[dataset + 1].Value);
            }
        }
        Assert.Equal(PartialTable.Kendall([.. Test(space, 0).Values], [.. Test(space, 1).Values]), partial.Table(space, "fig2").Rows[0][3].Value!.Value, 1e-12);
        Assert.Single(partial.Section(space, "fig2").Pictures);
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Figure_3_sets_costs_of_its_own_setting_against_accuracies(SearchSpace space)
    {
        TrainingSetting costs = new(space == SearchSpace.Topology ? "12" : "90");
        for (int dataset = 0; dataset < 3; dataset++)
        {
            SortedDictionary<int, double> test = Test(space, dataset), train = partial.Mean(space, Datasets[dataset].Dataset, "train", space.FullTraining());
            foreach (IReadOnlyList<ResultCell> row in partial.Data(space, "fig3", $"{Datasets[dataset].Part}-points").Rows)
            {
                int index = (int)row[0].Value!;
                NatsBench.Fast.Queries.CostInfo cost = partial.Bench(space).Runs(index, Datasets[dataset].Dataset, costs).Cost();
                Assert.Equal((cost.Params, cost.Flops, train[index], test[index]), (row[1].Value, row[2].Value, row[3].Value, row[4].Value));
            }
        }
        Assert.Equal(12, partial.Section(space, "fig3").Pictures.Count);
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Figure_4_ranks_validation_in_the_order_of_test(SearchSpace space)
    {
        for (int dataset = 0; dataset < 3; dataset++)
        {
            SortedDictionary<int, double> test = Test(space, dataset), valid = Valid(space, dataset);
            foreach (IReadOnlyList<ResultCell> row in partial.Data(space, "fig4", $"{Datasets[dataset].Part}-points").Rows)
            {
                int index = (int)row[0].Value!;
                Assert.Equal(Rank(test, index), row[1].Value);
                Assert.Equal(Rank(valid, index), row[2].Value);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Figure_5_correlates_six_columns_twice(SearchSpace space)
    {
        SortedDictionary<int, double>[] columns = [.. Enumerable.Range(0, 3).SelectMany(dataset => new[] { Valid(space, dataset), Test(space, dataset) })];
        int[] all = [.. columns[0].Keys], good = [.. all.Where(index => columns[1][index] > 92)];
        foreach ((string part, int[] among) in new[] { ("all", all), ("good", good) })
            for (int i = 0; i < 6; i++)
                for (int j = 0; j < 6; j++)
                {
                    double expected = PartialTable.Kendall([.. among.Select(index => columns[i][index])], [.. among.Select(index => columns[j][index])]);
                    double? actual = partial.Table(space, "fig5", part).Rows[i][j + 1].Value;
                    Assert.True(double.IsNaN(expected) ? actual is null : Math.Abs(expected - actual!.Value) < 1e-12, $"{part} {i} {j}: {expected} and {actual}");
                }
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Ranks_are_compared_with_one_seed_of_each(SearchSpace space)
    {
        TrainingSetting setting = space == SearchSpace.Topology ? TrainingSetting.Epochs200 : TrainingSetting.Epochs12;
        SortedDictionary<int, double> mean = partial.Mean(space, Dataset.Cifar100, "x-test", setting);
        ResultTable points = partial.Data(space, "ranks", "cifar100-points");
        int[] top = [.. mean.OrderByDescending(one => one.Value).ThenByDescending(one => one.Key).Take(mean.Count * 20 / 100).Select(one => one.Key)];
        Assert.Equal(top, points.Rows.Select(row => (int)row[0].Value!));
        foreach (IReadOnlyList<ResultCell> row in points.Rows)
        {
            NatsBench.Fast.Queries.Runs runs = partial.Bench(space).Runs((int)row[0].Value!, Dataset.Cifar100, setting);
            Assert.Contains(row[2].Value!.Value, runs.Seeds.ToArray().Select(seed => partial.Bench(space).Runs((int)row[0].Value!, Dataset.Cifar100, setting).ForSeed(seed).Metrics(EvaluationSet.XTest).Accuracy!.Value));
        }
        IReadOnlyList<ResultCell> twenty = partial.Table(space, "ranks").Rows.Single(row => row[0].Text == "cifar100" && row[1].Text == "20 %");
        Assert.Equal(PartialTable.Kendall([.. points.Rows.Select(row => row[1].Value!.Value)], [.. points.Rows.Select(row => row[2].Value!.Value)]), twenty[3].Value!.Value, 1e-12);
    }

    [Fact]
    public void Early_accuracies_are_of_one_seed_and_correlate_with_final_means()
    {
        NatsBenchmark bench = partial.Bench(SearchSpace.Topology);
        SeededColumn column = new(bench.Table(Dataset.Cifar10Valid, TrainingSetting.Epochs12), EvaluationSet.XValid, epoch: 5);
        SortedDictionary<int, double> final = Test(SearchSpace.Topology, 1);
        double[] correlations = new double[100];
        HashSet<double> seen = [];
        for (int draw = 0; draw < correlations.Length; draw++)
        {
            double[] drawn = column.Draw((ulong)draw);
            seen.Add(drawn[final.Keys.First()]);
            foreach (int index in draw < 3 ? final.Keys : Enumerable.Empty<int>())
            {
                NatsBench.Fast.Queries.Runs runs = bench.Runs(index, Dataset.Cifar10Valid, TrainingSetting.Epochs12);
                Assert.Contains(drawn[index], runs.Seeds.ToArray().Select(seed => bench.Runs(index, Dataset.Cifar10Valid, TrainingSetting.Epochs12).ForSeed(seed).Metrics(EvaluationSet.XValid, 5).Accuracy!.Value));
            }
            correlations[draw] = PartialTable.Pearson([.. final.Keys.Select(index => drawn[index])], [.. final.Values]);
        }
        Assert.Equal(bench.Runs(final.Keys.First(), Dataset.Cifar10Valid, TrainingSetting.Epochs12).Count, seen.Count);
        ResultCell cell = partial.Table(SearchSpace.Topology, "early").Rows[0][4];
        Assert.Equal(correlations.Average(), cell.Value!.Value, 1e-12);
        Assert.Equal(Math.Sqrt(correlations.Average(r => Math.Pow(r - correlations.Average(), 2))), cell.Deviation!.Value, 1e-12);
        // The table has two epochs of setting 200: what is not there is said.
        Assert.Equal(2, partial.Table(SearchSpace.Topology, "early").Rows.Count);
        Assert.Contains(partial.Section(SearchSpace.Topology, "early").Notes, note => note.StartsWith("after 24 epochs of setting 200", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Times_are_sums_over_all(SearchSpace space)
    {
        double first = 0;
        foreach ((string dataset, int row) in new[] { ("cifar10-valid", 0), ("cifar100", 1), ("ImageNet16-120", 2) })
        {
            double sum = 0;
            foreach (int index in partial.Bench(space).RecordedArchitectures)
                sum += partial.Bench(space).Runs(index, new Dataset(dataset), TrainingSetting.Epochs12).Mean().Metrics(EvaluationSet.Train).TotalTime!.Value;
            first = row == 0 ? sum : first;
            IReadOnlyList<ResultCell> cells = partial.Table(space, "time").Rows[row];
            Assert.Equal((dataset, sum, sum / first), (cells[0].Text, cells[2].Value, cells[4].Value));
        }
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void The_best_is_the_first_of_the_greatest_within_limits(SearchSpace space)
    {
        foreach (IReadOnlyList<ResultCell> row in partial.Table(space, "best").Rows)
        {
            Dataset dataset = new(row[0].Text!);
            double mostFlops = row[2].Value ?? double.PositiveInfinity, mostParams = row[3].Value ?? double.PositiveInfinity;
            var expected = partial.Mean(space, dataset, row[1].Text!, space.FullTraining())
                .Where(one => partial.Bench(space).Runs(one.Key, dataset, space.FullTraining()).Cost() is var cost && cost.Flops <= mostFlops && cost.Params <= mostParams)
                .OrderByDescending(one => one.Value).ThenBy(one => one.Key).First();
            Assert.Equal((expected.Key, expected.Value), ((int)row[4].Value!, row[6].Value));
        }
        Assert.NotEmpty(partial.Table(space, "best").Rows);
    }

    [Fact]
    public void Cells_are_counted_from_their_texts() => Assert.Equal(
        [15_625.0, 15_284, 15_625, 12_751, 6_466], partial.Table(SearchSpace.Topology, "dataset", "counts").Rows.Select(row => row[1].Value!.Value));

    [Fact]
    public void Thirty_four_cells_are_correlated_and_those_absent_are_told()
    {
        SortedDictionary<int, double> valid = Valid(SearchSpace.Topology, 0), test = Test(SearchSpace.Topology, 0);
        int[] cells = [.. Enumerable.Range(0, 34).Select(i => 1 + 300 * i).Where(valid.ContainsKey)];
        Assert.InRange(cells.Length, 1, 33);
        Assert.Equal(cells.Length, partial.Table(SearchSpace.Topology, "correlations").Rows[0][0].Value);
        Assert.Contains(partial.Section(SearchSpace.Topology, "correlations").Notes, note => note.StartsWith($"{34 - cells.Length} of the 34 cells", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Searches_of_a_partial_table_are_not_made_up(SearchSpace space)
    {
        foreach (string name in new[] { "table", "fig6", "fig8" })
            Assert.Contains(partial.Section(space, name).Notes, note => note.Contains("not computed, for this table lacks what it needs", StringComparison.Ordinal));
        Assert.Empty(partial.Section(space, "fig6").Pictures);
        Assert.All(partial.Table(space, "table", "reported").Rows.Where(row => row[0].Text == "rea"), row => Assert.Null(row[4].Value));
    }

    private SortedDictionary<int, double> Test(SearchSpace space, int dataset) => partial.Mean(space, Datasets[dataset].Dataset, Datasets[dataset].TestSet, space.FullTraining());

    private SortedDictionary<int, double> Valid(SearchSpace space, int dataset) => partial.Mean(space, Datasets[dataset].Validated, "x-valid", space.FullTraining());

    private static double Rank(SortedDictionary<int, double> values, int index) =>
        values.Count(other => other.Value < values[index] || (other.Value == values[index] && other.Key < index));
}
