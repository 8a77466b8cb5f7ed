namespace NatsBench.Fast.Records;

/// <summary>One training run: an architecture on a dataset under a setting with a seed (the official <c>ResultsCount</c>).</summary>
public sealed class TrialRecord
{
    /// <summary>The run's own name of its dataset (<c>name</c>).</summary>
    public required string Name { get; init; }

    /// <summary>The run's own text of its seed (<c>seed</c>, such as <c>0777</c>).</summary>
    public required string SeedText { get; init; }

    /// <summary>Number of training epochs (<c>epochs</c>), 0 or more.</summary>
    public required int Epochs { get; init; }

    /// <summary>Multiply-adds of one forward pass, in millions (<c>flop</c>); null where a partial source does not say.</summary>
    public required double? Flops { get; init; }

    /// <summary>Number of trainable parameters, in millions (<c>params</c>); null where a partial source does not say.</summary>
    public required double? Params { get; init; }

    /// <summary>Measured latencies, seconds for a batch of 256 (<c>latency</c>); null where it was never measured.</summary>
    public required double[]? Latency { get; init; }

    /// <summary>The network's configuration (<c>arch_config</c>), in the record's own order.</summary>
    public required IReadOnlyList<ConfigEntry> Config { get; init; }

    /// <summary>Top-1 training accuracy in percent (<c>train_acc1es</c>); null where the record holds <c>None</c>.</summary>
    public required Curve? TrainTop1 { get; init; }

    /// <summary>Top-5 training accuracy in percent (<c>train_acc5es</c>); null where the record holds <c>None</c>.</summary>
    public required Curve? TrainTop5 { get; init; }

    /// <summary>Training loss (<c>train_losses</c>); null where the record holds <c>None</c>.</summary>
    public required Curve? TrainLoss { get; init; }

    /// <summary>Seconds of each training epoch (<c>train_times</c>); null where the record holds <c>None</c>.</summary>
    public required Curve? TrainTime { get; init; }

    /// <summary>
    /// The epochs of <c>train_times</c> in the order of the record, when that is not ascending: the official total adds
    /// in the record's order. Null in every archive that ascends.
    /// </summary>
    public int[]? TrainTimeOrder { get; init; }

    /// <summary>The named evaluation sets in the record's own order (<c>eval_names</c>).</summary>
    public required IReadOnlyList<string> EvaluationSets { get; init; }

    /// <summary>The curves of every set that has a value, named in <see cref="EvaluationSets"/> or not; each set once.</summary>
    public required IReadOnlyList<EvaluationCurves> Evaluations { get; init; }

    /// <summary>True when the archive holds the trained weights (<c>net_state_dict</c>), which a column file leaves out.</summary>
    public bool HasWeights { get; init; }
}
