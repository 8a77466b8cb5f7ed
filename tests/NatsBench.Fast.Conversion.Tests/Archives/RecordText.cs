using System.Text.Json;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Tests.Archives;

/// <summary>A record as a text that shows every value of it.</summary>
internal static class RecordText
{
    private static readonly JsonSerializerOptions Options = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static string Show(ArchitectureRecord record) => JsonSerializer.Serialize(new
    {
        record.Index,
        record.Architecture,
        Settings = record.Settings.Select(setting => new { setting.Setting, setting.WeightsCleared, Datasets = setting.Datasets.Select(Show) }),
    }, Options);

    private static object Show(DatasetRecord dataset) => new
    {
        dataset.Dataset,
        dataset.Seeds,
        Trials = dataset.Trials.Select(trial => trial is null ? null : new
        {
            trial.Name,
            trial.SeedText,
            trial.Epochs,
            trial.Flops,
            trial.Params,
            trial.Latency,
            trial.Config,
            trial.TrainTimeOrder,
            trial.EvaluationSets,
            trial.HasWeights,
            Train = new[] { Show(trial.TrainTop1), Show(trial.TrainTop5), Show(trial.TrainLoss), Show(trial.TrainTime) },
            Evaluations = trial.Evaluations.Select(set => new { set.Set, Curves = new[] { Show(set.Top1), Show(set.Loss), Show(set.Time) } }),
        }),
    };

    private static object? Show(Curve? curve) => curve is null ? null : new { curve.FirstEpoch, curve.Values, States = curve.States.ToArray() };
}
