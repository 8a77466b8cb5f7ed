using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Scans;

namespace NatsBench.Fast;

public sealed partial class NatsBenchmark
{
    /// <summary>
    /// The architecture with the highest mean accuracy after the last epoch, under limits (the official <c>find_best</c>).
    /// Of equal ones the lowest index; a NaN never wins (officially, one that comes first is never beaten).
    /// </summary>
    /// <param name="dataset">The dataset trained on, exactly: no name is mapped to another here.</param>
    /// <param name="set">The set whose accuracy counts.</param>
    /// <param name="setting">The hyper-parameter setting (the official <c>hp</c>).</param>
    /// <param name="maxFlops">Most multiply-adds, in millions, inclusive; null for no limit.</param>
    /// <param name="maxParams">Most parameters, in millions, inclusive; null for no limit.</param>
    /// <param name="among">Indices to choose among, each with a record; null for all that have one.</param>
    /// <returns>The best, or null when none is within the limits.</returns>
    /// <exception cref="RefusedException">One of them cannot answer: then no answer is the best.</exception>
    public BestArchitecture? FindBest(
        Dataset dataset, EvaluationSet set, TrainingSetting setting, double? maxFlops = null, double? maxParams = null,
        IEnumerable<int>? among = null)
    {
        if (maxFlops is not null)
            RequireNats("are no FLOPs");
        if (among is null && TryTable(dataset, setting) is { } table && table.AnswersEverywhere(set))
        {
            // As in Python, nothing exceeds NaN: such a limit limits nothing.
            Limits limits = Limits.None;
            if (maxFlops is { } flops && !double.IsNaN(flops))
                limits = limits.And(table.Costs.Flops, flops);
            if (maxParams is { } parameters && !double.IsNaN(parameters))
                limits = limits.And(table.Costs.Params, parameters);
            return Scan.Best(table.Accuracy(set), limits) is { } found ? new BestArchitecture(found.Index, found.Value) : null;
        }

        BestArchitecture? best = null;
        foreach (var (index, accuracy) in WithinLimits(dataset, set, setting, maxFlops, maxParams, among))
            if (accuracy is { } value && !double.IsNaN(value) && (best is null || value > best.Value.Accuracy))
                best = new BestArchitecture(index, value);
        return best;
    }

    /// <summary>Mean accuracies of the architectures within limits, ascending by index, as the official loop meets them.</summary>
    internal IEnumerable<(int Index, double? Accuracy)> WithinLimits(
        Dataset dataset, EvaluationSet set, TrainingSetting setting, double? maxFlops, double? maxParams, IEnumerable<int>? among)
    {
        foreach (int index in among?.Distinct().Order() ?? RecordedArchitectures)
        {
            Runs runs = Runs(index, dataset, setting);
            // Officially, costs are asked for whatever the limits; a partial file that has none is asked without them where there is no limit.
            if (Provenance.Partial.Length == 0 || maxFlops is not null || maxParams is not null)
            {
                CostInfo cost = runs.Cost();
                // As in Python, a NaN exceeds no limit.
                if (cost.Flops > maxFlops || cost.Params > maxParams)
                    continue;
            }
            yield return (index, runs.Mean().Metrics(set).Accuracy);
        }
    }
}
