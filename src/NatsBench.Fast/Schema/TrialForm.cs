using NatsBench.Fast.Records;

namespace NatsBench.Fast.Schema;

/// <summary>The outline that many trials share: everything in them that is not a number of the columns. Trials refer to it by number.</summary>
internal sealed record TrialForm
{
    /// <summary>Stands in <see cref="Config"/> for the text of the architecture itself, which differs from record to record.</summary>
    public static readonly object OwnArchitecture = new();

    /// <summary>In place of a form's number: a seed is listed without a trial.</summary>
    public const int NoTrial = -1;

    public required string Name { get; init; }

    /// <summary>The seed's text; null when it is the seed with four digits.</summary>
    public required string? SeedText { get; init; }

    public required IReadOnlyList<string> EvaluationSets { get; init; }

    public required IReadOnlyList<ConfigEntry> Config { get; init; }

    /// <summary>Tables that the record holds as <c>None</c>, and costs that a partial source does not say.</summary>
    public required AbsentTables Absent { get; init; }

    /// <summary>Number of latencies; -1 where the record holds <c>None</c>.</summary>
    public required int LatencyCount { get; init; }

    /// <summary>False when the trial kept no evaluation time of any set at all.</summary>
    public required bool KeepsEvaluationTimes { get; init; }

    /// <summary>True when there is a training time for each epoch, in ascending order, and none beyond: their sum is the total.</summary>
    public required bool KeepsAllTrainTimes { get; init; }

    /// <summary>Epochs of the training times in the record's order; null when ascending.</summary>
    public required int[]? TrainTimeOrder { get; init; }

    public required bool HasWeights { get; init; }

    /// <summary>True when the column of total times has the sum of the training times.</summary>
    public bool HasTotalTrainTime => KeepsAllTrainTimes && (Absent & AbsentTables.TrainTime) == 0;
}

/// <summary>Training tables that a record holds as <c>None</c>, and costs that a partial source does not say.</summary>
[Flags]
internal enum AbsentTables
{
    Neither = 0,
    TrainTop1 = 1,
    TrainTop5 = 2,
    TrainLoss = 4,
    TrainTime = 8,
    Flops = 16,
    Params = 32,
}
