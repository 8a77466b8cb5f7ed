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
        Config = Config(trial.Config, architecture),
        Absent = (trial.TrainTop1 is null ? AbsentTables.TrainTop1 : 0)
            | (trial.TrainTop5 is null ? AbsentTables.TrainTop5 : 0)
            | (trial.TrainLoss is null ? AbsentTables.TrainLoss : 0)
            | (trial.TrainTime is null ? AbsentTables.TrainTime : 0)
            | (trial.Flops is null ? AbsentTables.Flops : 0)
            | (trial.Params is null ? AbsentTables.Params : 0),
        LatencyCount = trial.Latency?.Length ?? -1,
        KeepsEvaluationTimes = KeepsTime(trial.Evaluations),
        KeepsAllTrainTimes = trial is { Epochs: > 0, TrainTimeOrder: null, TrainTime: { FirstEpoch: 0, IsDense: true } times }
            && times.EndEpoch == trial.Epochs,
        TrainTimeOrder = trial.TrainTimeOrder,
        HasWeights = trial.HasWeights,
    };

    // A form is made for every trial, hundreds of thousands of times: plain loops.
    private static ConfigEntry[] Config(IReadOnlyList<ConfigEntry> entries, string architecture)
    {
        var config = new ConfigEntry[entries.Count];
        for (int i = 0; i < config.Length; i++)
            config[i] = entries[i].Value is string text && text == architecture ? entries[i] with { Value = TrialForm.OwnArchitecture } : entries[i];
        return config;
    }

    private static bool KeepsTime(IReadOnlyList<EvaluationCurves> sets)
    {
        for (int i = 0; i < sets.Count; i++)
            if (sets[i].Time is { Values.Length: > 0 })
                return true;
        return false;
    }
}
