namespace NatsBench.Fast.Queries;

/// <summary>
/// What the queries of a search have cost (the original's <c>get_budget_counters</c>): it belongs to one run and travels with it. Not
/// thread-safe.
/// </summary>
public sealed class ModuleBudget
{
    /// <summary>Seconds of training so far (<c>total_training_time</c>).</summary>
    public double TrainingTime { get; private set; }

    /// <summary>Epochs so far (<c>total_epochs_spent</c>).</summary>
    public long Epochs { get; private set; }

    /// <summary>Counts a query.</summary>
    /// <param name="seconds">Its training time.</param>
    /// <param name="epochs">Its epochs.</param>
    public void Add(double seconds, int epochs)
    {
        TrainingTime += seconds;
        Epochs += epochs;
    }

    /// <summary>Back to zero (<c>reset_budget_counters</c>).</summary>
    public void Reset() => (TrainingTime, Epochs) = (0, 0);
}
