using NatsBench.Fast.Model;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Reports.Paper;

/// <summary>Accuracies on a set after an epoch, of which draws take one stored seed of each architecture. Immutable, thread-safe.</summary>
internal sealed class SeededColumn
{
    private readonly double[][] _accuracies;

    /// <param name="view">Dataset and setting.</param>
    /// <param name="set">The set.</param>
    /// <param name="epoch">0-based; null for the last.</param>
    /// <exception cref="NatsBenchException">The table has no such accuracies.</exception>
    public SeededColumn(TableView view, EvaluationSet set, int? epoch)
    {
        long[] seeds = [.. Enumerable.Range(0, view.Count).SelectMany(architecture => view.Seeds(architecture).ToArray()).Distinct().Order()];
        Dictionary<long, double[]> columns = [];
        foreach (long seed in seeds)
            columns[seed] = view.Accuracy(set, epoch, seed).ToArray();
        _accuracies = [.. Enumerable.Range(0, view.Count).Select(architecture => view.Seeds(architecture).ToArray().Select(seed => columns[seed][architecture]).ToArray())];
    }

    /// <summary>One draw: the accuracy of a seed of each architecture, each as likely; NaN where there is none.</summary>
    /// <param name="number">The number of the draw, which is all that it depends on.</param>
    public double[] Draw(ulong number)
    {
        SplitMix64 random = new(SplitMix64.At(0, number));
        double[] drawn = new double[_accuracies.Length];
        for (int architecture = 0; architecture < drawn.Length; architecture++)
        {
            double[] own = _accuracies[architecture];
            drawn[architecture] = own.Length == 0 ? double.NaN : own[random.NextIndex(own.Length)];
        }
        return drawn;
    }
}
