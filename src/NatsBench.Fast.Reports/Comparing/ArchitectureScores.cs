using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>Architectures looked up in a table: what a paper says of those that a search ended with.</summary>
public static class ArchitectureScores
{
    private static readonly Dataset[] Datasets = [Dataset.Cifar10, Dataset.Cifar100, Dataset.ImageNet16120];

    /// <summary>Looks architectures up on every dataset of the paper that the table has.</summary>
    /// <param name="table">The table.</param>
    /// <param name="architectures">Their indices, in any order.</param>
    /// <returns>Architecture by architecture, for each dataset.</returns>
    /// <exception cref="NatsBenchException">The table has no dataset of the paper, or an architecture is on none of them.</exception>
    public static IReadOnlyList<ArchitectureScore> Of(BenchmarkTable table, IReadOnlyList<int> architectures)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(architectures);
        Lookup[] lookups = [.. Datasets.Select(dataset => Lookup.TryMake(table, dataset)).OfType<Lookup>()];
        if (lookups.Length == 0)
            throw new NatsBenchException($"{table.Benchmark.Path}: no full training on {string.Join(", ", Datasets)} to look up");
        foreach (int architecture in architectures)
            if (lookups.All(lookup => !double.IsFinite(lookup.Test[architecture])))
                throw new NatsBenchException($"{table.Benchmark.Path}: architecture {architecture} has no full training on any dataset");
        return [.. architectures.SelectMany(architecture => lookups.Select(lookup => lookup.Of(architecture)))];
    }

    /// <summary>The scores as a table.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="synthetic">The model that made the numbers; empty for measured ones.</param>
    public static ResultTable Table(IReadOnlyList<ArchitectureScore> scores, string synthetic)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return new ResultTable(
            "scores", "Accuracies after the full training: mean ± population standard deviation over seeds, percent. Rank, percentile and regret by mean test accuracy of the whole table.",
            [
                new("index", "index", ColumnKind.Whole), new("architecture", "architecture", ColumnKind.Header), new("dataset", "dataset", ColumnKind.Header),
                Percent("valid", "validation"), Percent("test", "test"), new("rank", "rank", ColumnKind.Whole), Percent("percentile", "percentile"), Percent("regret", "regret"),
                new("flops", "FLOPs") { Unit = "M", Decimals = 2 }, new("params", "parameters") { Unit = "M", Decimals = 3 }, new("latency", "latency") { Unit = "s", Decimals = 4 },
            ],
            [
                .. scores.Select(score => (IReadOnlyList<ResultCell>)
                [
                    ResultCell.Of(score.Architecture), ResultCell.Of(score.Text), ResultCell.Of(score.Dataset.Name), Spread(score.Valid, score.ValidDeviation),
                    Spread(score.Test, score.TestDeviation), score.Rank > 0 ? ResultCell.Of(score.Rank) : Absent, Or(score.Percentile), Or(score.Regret),
                    Or(score.Flops), Or(score.Params), Or(score.Latency),
                ]),
            ])
        {
            Synthetic = synthetic,
        };
    }

    private static ResultCell Absent => ResultCell.Missing("the table has none");

    private static ResultCell Or(double value) => double.IsFinite(value) ? ResultCell.Of(value) : Absent;

    private static ResultCell Spread(double mean, double deviation) => double.IsFinite(mean) ? ResultCell.Of(mean) with { Deviation = deviation } : Absent;

    private static ResultColumn Percent(string key, string name) => new(key, name) { Unit = "%", Decimals = 2 };

    // One dataset, ranked once.
    private sealed class Lookup
    {
        private readonly BenchmarkTable _table;
        private readonly ReportTable _report;
        private readonly TableView _validTable;
        private readonly TableView _testTable;
        private readonly EvaluationSet _validSet;
        private readonly EvaluationSet _testSet;
        private readonly double[] _ascending;

        private Lookup(BenchmarkTable table, ReportTable report)
        {
            (_table, _report) = (table, report);
            TrainingSetting full = table.Benchmark.Space.FullTraining();
            (Dataset valid, _validSet) = ReportedSets.Validation(table.Benchmark.Space, report.Dataset);
            (Dataset test, _testSet) = ReportedSets.Test(report.Dataset);
            (_validTable, _testTable) = (table.Benchmark.Table(valid, full), table.Benchmark.Table(test, full));
            _ascending = [.. report.Test.ToArray().Where(double.IsFinite).Order()];
        }

        public ReadOnlySpan<double> Test => _report.Test;

        public static Lookup? TryMake(BenchmarkTable table, Dataset dataset)
        {
            try
            {
                return new Lookup(table, table.Report(dataset));
            }
            catch (NatsBenchException)
            {
                // The file has other datasets.
                return null;
            }
        }

        public ArchitectureScore Of(int architecture)
        {
            double test = _report.Test[architecture];
            int below = _ascending.Count(other => other < test), above = _ascending.Count(other => other > test), others = _ascending.Length - 1;
            bool isThere = double.IsFinite(test);
            CostView costs = _testTable.Costs;
            return new ArchitectureScore(
                architecture, _table.Benchmark.Architecture(architecture), _report.Dataset, _report.Valid[architecture],
                _validTable.AccuracyDeviation(_validSet)[architecture], test, _testTable.AccuracyDeviation(_testSet)[architecture], _testTable.Seeds(architecture).Length,
                isThere ? above + 1 : 0, _ascending.Length, isThere && others > 0 ? 100 * (below + ((others - below - above) / 2.0)) / others : double.NaN,
                _report.BestTest - test, costs.Flops[architecture], costs.Params[architecture], costs.Latency[architecture]);
        }
    }
}
