using System.Text.Json;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Official;

/// <summary>Records as JSON: the official <c>state_dict</c> of <c>ArchResults</c> and <c>ResultsCount</c>, keys and all.</summary>
internal static class TrialJson
{
    public static void WriteSetting(Utf8JsonWriter json, ArchitectureRecord record, SettingRecord setting)
    {
        json.WriteStartObject();
        json.WriteNumber("arch_index", record.Index);
        json.WriteString("arch_str", record.Architecture);
        json.WriteStartObject("dataset_seed");
        foreach (DatasetRecord dataset in setting.Datasets)
        {
            json.WriteStartArray(dataset.Dataset);
            foreach (long seed in dataset.Seeds)
                json.WriteNumberValue(seed);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteStartObject("all_results");
        foreach (DatasetRecord dataset in setting.Datasets)
        {
            json.WritePropertyName(dataset.Dataset);
            WriteDataset(json, dataset);
        }
        json.WriteEndObject();
        json.WriteBoolean("clear_net_done", setting.WeightsCleared);
        json.WriteEndObject();
    }

    /// <summary>Seed → trial.</summary>
    /// <exception cref="RefusedException">A listed seed has no trial.</exception>
    public static void WriteDataset(Utf8JsonWriter json, DatasetRecord dataset)
    {
        json.WriteStartObject();
        for (int i = 0; i < dataset.Seeds.Length; i++)
        {
            TrialRecord trial = dataset.Trials[i]
                ?? throw new RefusedException(Refusal.KeyError, $"{dataset.Dataset}: the record lists seed {dataset.Seeds[i]} but holds no trial of it");
            json.WritePropertyName(PythonJson.Key(dataset.Seeds[i]));
            WriteTrial(json, trial);
        }
        json.WriteEndObject();
    }

    private static void WriteTrial(Utf8JsonWriter json, TrialRecord trial)
    {
        json.WriteStartObject();
        json.WriteString("name", trial.Name);
        json.WriteNull("net_state_dict");
        WriteCurve(json, "train_acc1es", trial.TrainTop1);
        WriteCurve(json, "train_acc5es", trial.TrainTop5);
        WriteCurve(json, "train_losses", trial.TrainLoss);
        WriteCurve(json, "train_times", trial.TrainTime);
        json.WritePropertyName("arch_config");
        json.WriteConfig(trial.Config);
        json.WriteNumber("params", trial.Params);
        json.WriteNumber("flop", trial.Flops);
        json.WriteString("seed", trial.SeedText);
        json.WriteNumber("epochs", trial.Epochs);
        WriteLatency(json, trial.Latency);
        json.WriteStartArray("eval_names");
        foreach (string set in trial.EvaluationSets)
            json.WriteStringValue(set);
        json.WriteEndArray();
        WriteSets(json, "eval_acc1es", trial, set => set.Top1);
        WriteSets(json, "eval_times", trial, set => set.Time);
        WriteSets(json, "eval_losses", trial, set => set.Loss);
        json.WriteEndObject();
    }

    private static void WriteLatency(Utf8JsonWriter json, double[]? latency)
    {
        if (latency is null)
        {
            json.WriteNull("latency");
            return;
        }
        json.WriteStartArray("latency");
        foreach (double seconds in latency)
            json.WriteNumber(seconds);
        json.WriteEndArray();
    }

    private static void WriteCurve(Utf8JsonWriter json, string name, Curve? curve)
    {
        json.WritePropertyName(name);
        if (curve is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        WriteCells(json, curve, "");
        json.WriteEndObject();
    }

    private static void WriteSets(Utf8JsonWriter json, string name, TrialRecord trial, Func<EvaluationCurves, Curve?> quantity)
    {
        json.WriteStartObject(name);
        foreach (EvaluationCurves set in trial.Evaluations)
            if (quantity(set) is { } curve)
                WriteCells(json, curve, set.Set + "@");
        json.WriteEndObject();
    }

    private static void WriteCells(Utf8JsonWriter json, Curve curve, string prefix)
    {
        for (int epoch = curve.FirstEpoch; epoch < curve.EndEpoch; epoch++)
        {
            CellState state = curve.StateAt(epoch);
            if (state != CellState.Absent)
                json.WriteNumber(prefix + PythonJson.Key(epoch), state == CellState.Number ? curve.Values[epoch - curve.FirstEpoch] : null);
        }
    }
}
