using NatsBench.Fast.Model;

namespace NatsBench.Fast.Queries;

/// <summary>Runs with a choice among them: a seed or the mean. Made by <see cref="Queries.Runs"/>; a light view, thread-safe.</summary>
public readonly struct SelectedRuns
{
    internal const int All = -2;

    private readonly Runs _runs;
    private readonly int _position;
    private readonly long _seed;

    internal SelectedRuns(Runs runs, int position, long seed)
    {
        _runs = runs;
        _position = position;
        _seed = seed;
    }

    /// <summary>True when the answers are means over all seeds.</summary>
    public bool IsMean => _position == All;

    /// <summary>The chosen seed; null for the mean.</summary>
    public long? Seed => IsMean ? null : _seed;

    /// <summary>The runs that were chosen from.</summary>
    public Runs Runs => _runs;

    /// <summary>
    /// Metrics on one set (the official <c>get_metrics</c>). As there, every seed must have the value, even when one is chosen.
    /// </summary>
    /// <param name="set">The set; <c>train</c> is the training set.</param>
    /// <param name="epoch">0-based; null is the last.</param>
    /// <exception cref="RefusedException">The epoch is outside the run, the value or the seed is absent.</exception>
    public Metrics Metrics(EvaluationSet set, int? epoch = null)
    {
        int count = _runs.Count;
        if (count == 0 && IsMean)
            throw new RefusedException(Refusal.KeyError, $"{_runs.Where}: no run at all");
        _runs.RefuseAbsentTrials();
        if (IsMean)
            return MeanMetrics(set, epoch);

        Metrics chosen = default;
        for (int i = 0; i < count; i++)
        {
            Metrics metrics = TrialRules.Measure(_runs, _runs.First + i, set.Name, epoch);
            if (i == _position)
                chosen = metrics;
        }
        return _position >= 0
            ? chosen
            : throw new RefusedException(Refusal.ValueError, $"{_runs.Where}: no seed {_seed}; it has {(count == 0 ? "none" : string.Join(", ", _runs.Seeds.ToArray()))}");
    }

    /// <summary>Everything after an epoch (the official <c>get_more_info</c>).</summary>
    /// <param name="epoch">0-based; null is the last.</param>
    /// <exception cref="RefusedException">The official library refuses as well: an absent epoch, seed or set that it insists on.</exception>
    public MoreInfo MoreInfo(int? epoch = null) => MoreInfoRules.Measure(this, epoch);

    private Metrics MeanMetrics(EvaluationSet set, int? epoch)
    {
        int count = _runs.Count;
        double epochs = 0;
        Span<double?> losses = new double?[count], accuracies = new double?[count], currents = new double?[count], totals = new double?[count];
        for (int i = 0; i < count; i++)
        {
            Metrics metrics = TrialRules.Measure(_runs, _runs.First + i, set.Name, epoch);
            epochs += metrics.Epoch;
            (losses[i], accuracies[i], currents[i], totals[i]) = (metrics.Loss, metrics.Accuracy, metrics.CurrentTime, metrics.TotalTime);
        }
        return new Metrics(
            epochs / count, PythonSums.MeanOrNone(losses), PythonSums.MeanOrNone(accuracies),
            PythonSums.MeanOrNone(currents), PythonSums.MeanOrNone(totals));
    }
}
