using NatsBench.Fast.Records;

namespace NatsBench.Fast.Tables.Importing;

/// <summary>One training as a partial source has it; what it does not say is null.</summary>
internal sealed class PartialRun
{
    public required int Architecture { get; init; }

    public required string Setting { get; init; }

    public required string Dataset { get; init; }

    /// <summary>The seed, or where seeds have lost their names the place in the source's list.</summary>
    public required long Seed { get; init; }

    public required int Epochs { get; init; }

    public Curve? TrainAccuracy { get; init; }

    public Curve? TrainLoss { get; init; }

    public Curve? TrainTime { get; init; }

    public required IReadOnlyList<EvaluationCurves> Sets { get; init; }

    public double? Flops { get; init; }

    public double? Params { get; init; }

    public double? Latency { get; init; }

    /// <summary>
    /// The training as a record. Losses that are not said beside accuracies are None, for a question of accuracy is answered only where the
    /// table of losses has the epoch.
    /// </summary>
    public TrialRecord ToRecord() => new()
    {
        Name = Dataset,
        SeedText = $"{Seed}",
        Epochs = Epochs,
        Flops = Flops,
        Params = Params,
        Latency = Latency is { } seconds ? [seconds] : null,
        Config = [],
        TrainTop1 = TrainAccuracy ?? NoneLike(TrainLoss),
        TrainTop5 = null,
        TrainLoss = TrainLoss ?? NoneLike(TrainAccuracy),
        TrainTime = TrainTime,
        EvaluationSets = [.. Sets.Select(set => set.Set)],
        Evaluations = [.. Sets.Select(set => set with { Top1 = set.Top1 ?? NoneLike(set.Loss), Loss = set.Loss ?? NoneLike(set.Top1) })],
    };

    private static Curve? NoneLike(Curve? other)
    {
        if (other is null)
            return null;
        CellState[] states = new CellState[other.Values.Length];
        for (int i = 0; i < states.Length; i++)
            states[i] = other.StateAt(other.FirstEpoch + i) == CellState.Absent ? CellState.Absent : CellState.None;
        return new Curve(other.FirstEpoch, new double[states.Length], states);
    }
}
