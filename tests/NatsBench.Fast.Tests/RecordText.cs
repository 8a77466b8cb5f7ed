using System.Globalization;
using System.Text;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Tests;

/// <summary>A record as text, every double by its bits: equal texts are equal records.</summary>
internal static class RecordText
{
    public static string Of(ArchitectureRecord record)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{record.Index} {record.Architecture}");
        foreach (SettingRecord setting in record.Settings)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $" {setting.Setting} cleared={setting.WeightsCleared}");
            foreach (DatasetRecord dataset in setting.Datasets)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {dataset.Dataset}");
                for (int i = 0; i < dataset.Seeds.Length; i++)
                    text.AppendLine(CultureInfo.InvariantCulture, $"   {dataset.Seeds[i]}: {Of(dataset.Trials[i])}");
            }
        }
        return text.ToString();
    }

    private static string Cost(double? cost) => cost is { } number ? Bits(number) : "absent";

    private static string Of(TrialRecord? trial) => trial is null ? "no trial" : string.Join("; ",
        trial.Name, trial.SeedText, trial.Epochs, Cost(trial.Flops), Cost(trial.Params),
        trial.Latency is null ? "None" : string.Join(',', trial.Latency.Select(Bits)),
        string.Join(',', trial.Config.Select(entry => $"{entry.Key}={(entry.Value is double number ? Bits(number) : entry.Value ?? "None")}")),
        Of(trial.TrainTop1), Of(trial.TrainTop5), Of(trial.TrainLoss), Of(trial.TrainTime),
        trial.TrainTimeOrder is null ? "" : string.Join(',', trial.TrainTimeOrder),
        string.Join(',', trial.EvaluationSets),
        string.Join(',', trial.Evaluations.OrderBy(set => set.Set, StringComparer.Ordinal).Select(set => $"{set.Set}: {Of(set.Top1)} {Of(set.Loss)} {Of(set.Time)}")),
        trial.HasWeights);

    private static string Of(Curve? curve) => curve is null ? "None" : $"@{curve.FirstEpoch}[" + string.Join(',', curve.Values.Select((value, i) =>
        curve.StateAt(curve.FirstEpoch + i) == CellState.Number ? Bits(value) : curve.StateAt(curve.FirstEpoch + i).ToString())) + "]";

    private static string Bits(double value) => BitConverter.DoubleToUInt64Bits(value).ToString("x", CultureInfo.InvariantCulture);
}
