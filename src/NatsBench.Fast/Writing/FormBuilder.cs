using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Writing;

/// <summary>Takes the outline from records and trials, leaving their numbers.</summary>
internal static class FormBuilder
{
    public static RecordForm Of(ArchitectureRecord record) => new(
        [.. record.Settings.Select(setting => new SettingForm(
            setting.Setting, setting.WeightsCleared, [.. setting.Datasets.Select(dataset => dataset.Dataset)]))]);

    public static TrialForm Of(TrialRecord trial, long seed, string architecture) => new()
    {
        Name = trial.Name,
        SeedText = trial.SeedText == SeedTexts.Usual(seed) ? null : trial.SeedText,
        EvaluationSets = trial.EvaluationSets,
        Config = [.. trial.Config.Select(entry =>
            entry.Value is string text && text == architecture ? entry with { Value = TrialForm.OwnArchitecture } : entry)],
        Absent = (trial.TrainTop1 is null ? AbsentTables.TrainTop1 : 0)
            | (trial.TrainTop5 is null ? AbsentTables.TrainTop5 : 0)
            | (trial.TrainLoss is null ? AbsentTables.TrainLoss : 0)
            | (trial.TrainTime is null ? AbsentTables.TrainTime : 0),
        LatencyCount = trial.Latency?.Length ?? -1,
        KeepsEvaluationTimes = trial.Evaluations.Any(set => set.Time is { Values.Length: > 0 }),
        KeepsAllTrainTimes = trial is { Epochs: > 0, TrainTimeOrder: null, TrainTime: { FirstEpoch: 0, IsDense: true } times }
            && times.EndEpoch == trial.Epochs,
        TrainTimeOrder = trial.TrainTimeOrder,
        HasWeights = trial.HasWeights,
    };
}
