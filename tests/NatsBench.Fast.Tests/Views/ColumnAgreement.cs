using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Tests.Views;

/// <summary>Every column of a table against the rules, bit for bit: each cell is what they answer, and a column is refused when none has an answer.</summary>
internal static class ColumnAgreement
{
    private static readonly EvaluationSet[] Sets = [EvaluationSet.Train, EvaluationSet.XValid, EvaluationSet.OriTest, new("valid")];

    private static readonly long?[] Seeds = [null, 777, long.MaxValue];

    private static readonly (Func<TableView, EvaluationSet, int?, long?, double[]> Column, Func<Metrics, double?> Measure)[] Columns =
    [
        ((table, set, epoch, seed) => table.Accuracy(set, epoch, seed).ToArray(), metrics => metrics.Accuracy),
        ((table, set, epoch, seed) => table.Loss(set, epoch, seed).ToArray(), metrics => metrics.Loss),
        ((table, set, epoch, seed) => table.Seconds(set, epoch, seed).ToArray(), metrics => metrics.TotalTime),
    ];

    private static readonly (Func<TableView, EvaluationSet, int?, double[]> Column, Func<Metrics, double?> Measure)[] Deviations =
    [
        ((table, set, epoch) => table.AccuracyDeviation(set, epoch).ToArray(), metrics => metrics.Accuracy),
        ((table, set, epoch) => table.LossDeviation(set, epoch).ToArray(), metrics => metrics.Loss),
    ];

    public static void Check(NatsBenchmark bench, TableView table)
    {
        int[] recorded = [.. bench.RecordedArchitectures.Where(index => !table.Seeds(index).IsEmpty)];
        int last = recorded.SelectMany(index => bench.Record(index).Settings).SelectMany(setting => setting.Datasets)
            .SelectMany(dataset => dataset.Trials).Max(trial => trial?.Epochs) - 1 ?? 0;
        foreach (EvaluationSet set in Sets)
            foreach (int? epoch in ((int?[])[null, -1, 0, 1, last, last + 1]).Distinct())
            {
                foreach (long? seed in Seeds)
                {
                    Metrics?[] rules = Rules(index => Ask(bench, table, index, set, epoch, seed));
                    foreach (var (column, measure) in Columns)
                        Agree(bench, () => column(table, set, epoch, seed), [.. rules.Select(metrics => metrics is { } own ? measure(own) : null)]);
                }
                Metrics?[] means = Rules(index => Ask(bench, table, index, set, epoch, seed: null));
                foreach (var (column, measure) in Deviations)
                    Agree(bench, () => column(table, set, epoch), [.. means.Select((mean, index) => mean is { } own && measure(own) is not null
                        ? Deviation([.. table.Seeds(index).ToArray().Select(seed => measure(Ask(bench, table, index, set, epoch, seed)!.Value)!.Value)])
                        : (double?)null)]);
            }

        Metrics?[] Rules(Func<int, Metrics?> ask)
        {
            var rules = new Metrics?[bench.Count];
            foreach (int index in recorded)
                rules[index] = ask(index);
            return rules;
        }
    }

    private static void Agree(NatsBenchmark bench, Func<double[]> bind, double?[] expected)
    {
        double[] own;
        try
        {
            own = bind();
        }
        catch (RefusedException e)
        {
            Assert.DoesNotContain(expected, value => value is not null);
            Assert.StartsWith($"{bench.Path}: no record of ", e.Message, StringComparison.Ordinal);
            return;
        }
        Assert.Contains(expected, value => value is not null);
        Assert.Equal(expected.Select(value => Bits(value ?? double.NaN)), own.Select(Bits));
    }

    // Of two NaNs that are added, which one stays is the compiler's choice; Python shows none of their bits.
    private static ulong Bits(double value) => BitConverter.DoubleToUInt64Bits(double.IsNaN(value) ? double.NaN : value);

    // The official get_metrics; null where it refuses.
    private static Metrics? Ask(NatsBenchmark bench, TableView table, int index, EvaluationSet set, int? epoch, long? seed)
    {
        try
        {
            Runs runs = bench.Runs(index, table.Dataset, table.Setting);
            return (seed is { } one ? runs.ForSeed(one) : runs.Mean()).Metrics(set, epoch);
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    // numpy.std.
    private static double Deviation(double[] values)
    {
        double mean = values.Aggregate(0.0, (sum, value) => sum + value) / values.Length;
        return Math.Sqrt(values.Aggregate(0.0, (sum, value) => sum + (value - mean) * (value - mean)) / values.Length);
    }
}
