using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>The final accuracies of every stored training on one set: a list for each architecture, with the seeds.</summary>
internal sealed class SeedColumns
{
    private readonly (long Seed, double Accuracy)[][] _trainings;

    private SeedColumns(TableView table, EvaluationSet set)
    {
        List<(long, double)>[] all = [.. Enumerable.Range(0, table.Count).Select(_ => new List<(long, double)>())];
        foreach (long seed in Enumerable.Range(0, table.Count).SelectMany(architecture => table.Seeds(architecture).ToArray()).Distinct().Order())
        {
            ReadOnlySpan<double> column = table.Accuracy(set, seed: seed);
            for (int architecture = 0; architecture < all.Length; architecture++)
                if (double.IsFinite(column[architecture]))
                    all[architecture].Add((seed, column[architecture]));
        }
        _trainings = [.. all.Select(trainings => trainings.ToArray())];
    }

    /// <summary>How many architectures there are.</summary>
    public int Count => _trainings.Length;

    /// <summary>The trainings of an architecture.</summary>
    public ReadOnlySpan<(long Seed, double Accuracy)> this[int architecture] => _trainings[architecture];

    /// <summary>What searches report as validation.</summary>
    public static SeedColumns Valid(NatsBenchmark bench, Dataset dataset) => Of(bench, ReportedSets.Validation(bench.Space, dataset));

    /// <summary>What they report as test.</summary>
    public static SeedColumns Test(NatsBenchmark bench, Dataset dataset) => Of(bench, ReportedSets.Test(dataset));

    private static SeedColumns Of(NatsBenchmark bench, (Dataset Trained, EvaluationSet Set) place) =>
        new(bench.Table(place.Trained, bench.Space.FullTraining()), place.Set);
}
