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
    public Metrics Metrics(EvaluationSet set, int? epoch = null) =>
        TryMetrics(set, epoch, out Metrics metrics) is { } gap ? throw gap.ToRefusal(_runs, set.Name, _seed) : metrics;

    /// <summary>Everything after an epoch (the official <c>get_more_info</c>).</summary>
    /// <param name="epoch">0-based; null is the last.</param>
    /// <exception cref="RefusedException">The official library refuses as well: an absent epoch, seed or set that it insists on.</exception>
    public MoreInfo MoreInfo(int? epoch = null) => MoreInfoRules.Measure(this, epoch);

    /// <summary><see cref="Metrics"/> without throwing.</summary>
    /// <returns>Null, or why there is no answer.</returns>
    internal Gap? TryMetrics(EvaluationSet set, int? epoch, out Metrics metrics)
    {
        metrics = default;
        if (_runs.Count == 0 && IsMean)
            return new Gap(GapKind.NoRun);
        if (_runs.FirstAbsentTrial is >= 0 and var absent)
            return new Gap(GapKind.NoTrial, Trial: absent);

        double epochs = 0;
        MeanOfRuns loss = default, accuracy = default, current = default, total = default;
        for (int i = 0; i < _runs.Count; i++)
        {
            if (TrialRules.Measure(_runs, _runs.First + i, set.Name, epoch, out Metrics own) is { } gap)
                return gap;
            if (i == _position)
                metrics = own;
            epochs += own.Epoch;
            loss.Add(own.Loss);
            accuracy.Add(own.Accuracy);
            current.Add(own.CurrentTime);
            total.Add(own.TotalTime);
        }
        if (!IsMean)
            return _position < 0 ? new Gap(GapKind.NoSeed) : null;
        if (loss.IsRefused || accuracy.IsRefused || current.IsRefused || total.IsRefused)
            return new Gap(GapKind.NoneAmongNumbers);
        metrics = new Metrics(epochs / _runs.Count, loss.Value, accuracy.Value, current.Value, total.Value);
        return null;
    }
}
