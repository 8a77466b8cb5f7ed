using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>What a table tells of a dataset exactly, without a trial. Immutable, thread-safe.</summary>
/// <param name="Dataset">The dataset reported.</param>
/// <param name="Best">The best by each definition.</param>
/// <param name="Scale">The scale of normalised scores.</param>
/// <param name="Noise">How far its trainings let the best be told from the next.</param>
public sealed record TableReference(Dataset Dataset, IReadOnlyList<ExactBest> Best, NormalisedScale Scale, NoiseFloor Noise)
{
    /// <summary>Asks a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="dataset">The dataset.</param>
    /// <exception cref="NatsBenchException">The table has no full training on it.</exception>
    public static TableReference Of(BenchmarkTable table, Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(table);
        ReportTable report = table.Report(dataset);
        SeedColumns valid = SeedColumns.Valid(table.Benchmark, dataset), test = SeedColumns.Test(table.Benchmark, dataset);
        return new TableReference(
            dataset,
            [
                OfMeans("mean validation accuracy", report.Valid, report.Test), OfMeans("mean test accuracy", report.Test, report.Valid),
                OfTrainings("validation accuracy of one training", valid), OfTrainings("test accuracy of one training", test),
            ],
            NormalisedScale.Of(report), NoiseFloor.Of(report, valid, test));

        ExactBest OfMeans(string definition, ReadOnlySpan<double> accuracies, ReadOnlySpan<double> others)
        {
            int best = -1;
            for (int architecture = 0; architecture < accuracies.Length; architecture++)
                if (double.IsFinite(accuracies[architecture]) && double.IsFinite(others[architecture]) && (best < 0 || accuracies[architecture] > accuracies[best]))
                    best = architecture;
            return Best(definition, best, null, accuracies[best]);
        }

        ExactBest OfTrainings(string definition, SeedColumns columns)
        {
            (int best, long seed, double value) = (-1, 0, double.NegativeInfinity);
            for (int architecture = 0; architecture < columns.Count; architecture++)
                foreach ((long own, double accuracy) in columns[architecture])
                    if (accuracy > value)
                        (best, seed, value) = (architecture, own, accuracy);
            return Best(definition, best, seed, value);
        }

        ExactBest Best(string definition, int architecture, long? seed, double value) => new(
            definition, architecture, table.Benchmark.Architecture(architecture), seed, value, report.Valid[architecture], report.Test[architecture]);
    }
}
