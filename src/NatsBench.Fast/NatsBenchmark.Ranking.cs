using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Views;

namespace NatsBench.Fast;

public sealed partial class NatsBenchmark
{
    /// <summary>
    /// All architectures within limits by their mean accuracy after the last epoch, the best first; of equal ones the lower index first.
    /// The first is that of <see cref="FindBest"/> under the same limits. One whose accuracy is <c>None</c> or NaN is not among them.
    /// </summary>
    /// <param name="dataset">The dataset trained on, exactly: no name is mapped to another here.</param>
    /// <param name="set">The set whose accuracy counts.</param>
    /// <param name="setting">The hyper-parameter setting (the official <c>hp</c>).</param>
    /// <param name="maxFlops">Most multiply-adds, in millions, inclusive; null for no limit.</param>
    /// <param name="maxParams">Most parameters, in millions, inclusive; null for no limit.</param>
    /// <param name="maxLatency">Most seconds for a batch of 256, inclusive; one that was never measured is not within. Null for no limit.</param>
    /// <exception cref="RefusedException">One of them cannot answer: then no order is known.</exception>
    public IReadOnlyList<BestArchitecture> Rank(
        Dataset dataset, EvaluationSet set, TrainingSetting setting, double? maxFlops = null, double? maxParams = null, double? maxLatency = null)
    {
        if (maxFlops is not null || maxLatency is not null)
            RequireNats("are neither FLOPs nor latencies");
        List<BestArchitecture> ranking = [];
        if (TryTable(dataset, setting) is { } table && table.AnswersEverywhere(set))
            AddFromColumns(table, set, maxFlops, maxParams, maxLatency, ranking);
        else
            foreach ((int index, double? accuracy) in WithinLimits(dataset, set, setting, maxFlops, maxParams, among: null))
                if (accuracy is { } value && !double.IsNaN(value)
                    && (maxLatency is null || Runs(index, dataset, setting).Latency() <= maxLatency))
                    ranking.Add(new BestArchitecture(index, value));
        ranking.Sort((a, b) => a.Accuracy != b.Accuracy ? b.Accuracy.CompareTo(a.Accuracy) : a.Index.CompareTo(b.Index));
        return ranking;
    }

    private static void AddFromColumns(
        TableView table, EvaluationSet set, double? maxFlops, double? maxParams, double? maxLatency, List<BestArchitecture> ranking)
    {
        ReadOnlySpan<double> accuracies = table.Accuracy(set), flops = table.Costs.Flops, parameters = table.Costs.Params, latencies = table.Costs.Latency;
        for (int index = 0; index < accuracies.Length; index++)
            // As in Python, nothing exceeds NaN; a latency that was never measured is none, and below nothing.
            if (!double.IsNaN(accuracies[index]) && !(flops[index] > maxFlops) && !(parameters[index] > maxParams)
                && (maxLatency is null || latencies[index] <= maxLatency))
                ranking.Add(new BestArchitecture(index, accuracies[index]));
    }
}
