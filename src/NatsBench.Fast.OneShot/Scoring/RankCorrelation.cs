using NatsBench.Fast.Model;
using NatsBench.Fast.Scans;

namespace NatsBench.Fast.OneShot.Scoring;

/// <summary>How well a supernet ranks architectures: its accuracies beside a table's.</summary>
/// <param name="Dataset">The dataset of the table's accuracies.</param>
/// <param name="Architectures">The architectures that were scored, by the table's indices, ascending.</param>
/// <param name="Scores">Their accuracies in the supernet, percent.</param>
/// <param name="KendallValid">Kendall's tau-b with the table's validation accuracy; NaN where it is not defined.</param>
/// <param name="KendallTest">Kendall's tau-b with the table's test accuracy.</param>
/// <param name="SpearmanTest">Spearman's rho with the table's test accuracy.</param>
/// <param name="Best">The architecture that the supernet ranks first; the lowest index of equals.</param>
public sealed record RankCorrelation(
    Dataset Dataset, IReadOnlyList<int> Architectures, IReadOnlyList<double> Scores, double KendallValid, double KendallTest, double SpearmanTest, int Best)
{
    /// <summary>Scores architectures and compares.</summary>
    /// <param name="scorer">The supernet.</param>
    /// <param name="table">The table, of the same space.</param>
    /// <param name="dataset">The dataset of the table's accuracies.</param>
    /// <param name="sample">How many architectures, drawn without repetition; null for all.</param>
    /// <param name="seed">What the draw follows from.</param>
    /// <param name="progress">Told how many are scored.</param>
    /// <param name="cancellation">Stops between architectures.</param>
    /// <exception cref="NatsBenchException">The table lacks the dataset, or has fewer than two architectures with both accuracies.</exception>
    public static RankCorrelation Of(
        SupernetScorer scorer, TableColumns table, Dataset dataset, int? sample, ulong seed, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(table);
        (IReadOnlyList<double> valid, IReadOnlyList<double> test) = table.On(dataset);
        int[] chosen = Sample([.. Enumerable.Range(0, test.Count).Where(index => double.IsFinite(valid[index]) && double.IsFinite(test[index]))], sample, seed);
        if (chosen.Length < 2)
            throw new NatsBenchException($"{table.Benchmark.Path}: {chosen.Length} architectures with a full training on {dataset} are too few to rank");
        double[] scores = new double[chosen.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            scores[i] = scorer.Score(table.Benchmark.Architecture(chosen[i]));
            progress?.Report(i + 1);
        }
        double[] ofValid = [.. chosen.Select(index => valid[index])], ofTest = [.. chosen.Select(index => test[index])];
        return new RankCorrelation(
            dataset, chosen, scores, Scan.KendallCorrelation(scores, ofValid), Scan.KendallCorrelation(scores, ofTest), Scan.SpearmanCorrelation(scores, ofTest),
            chosen[Array.IndexOf(scores, scores.Max())]);
    }

    // The first of a shuffle, put in order again.
    private static int[] Sample(int[] all, int? count, ulong seed)
    {
        if (count is not { } wanted || wanted >= all.Length)
            return all;
        SplitMix64 random = new(seed);
        for (int i = 0; i < wanted; i++)
        {
            int other = i + random.NextIndex(all.Length - i);
            (all[i], all[other]) = (all[other], all[i]);
        }
        return [.. all.Take(wanted).Order()];
    }
}
