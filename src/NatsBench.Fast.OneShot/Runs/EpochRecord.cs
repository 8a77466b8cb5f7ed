using System.Text.Json;
using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Scoring;
using NatsBench.Fast.OneShot.Training;

namespace NatsBench.Fast.OneShot.Runs;

/// <summary>What is kept of an epoch: a line of <c>epochs.jsonl</c>.</summary>
/// <param name="Measures">What the search measured.</param>
/// <param name="Index">The chosen architecture's index in the official order.</param>
/// <param name="Table">What a table says of it, by dataset; empty where none was at hand.</param>
public sealed record EpochRecord(EpochMeasures Measures, int Index, IReadOnlyList<TableAccuracy> Table)
{
    /// <summary>The chosen architecture's own accuracy in the supernet, percent: on the batch that it was chosen by, or, where none was scored, of the whole supernet.</summary>
    public double Score => Measures.Selection.Scores.Count > 0 ? Measures.Selection.Scores.Max() : Measures.Valid.Top1;

    /// <summary>Writes the members of its line.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("epoch", Measures.Epoch);
        Number(json, "learning_rate", Measures.LearningRate);
        Number(json, "tau", Measures.Tau);
        Number(json, "base_loss", Measures.Average.BaseLoss);
        Number(json, "base_top1", Measures.Average.BaseTop1);
        Number(json, "base_top5", Measures.Average.BaseTop5);
        Number(json, "arch_loss", Measures.Average.ArchLoss);
        Number(json, "arch_top1", Measures.Average.ArchTop1);
        Number(json, "arch_top5", Measures.Average.ArchTop5);
        if (Measures.Controller is { } controller)
        {
            json.WriteStartObject("controller");
            Number(json, "loss", controller.Loss);
            Number(json, "top1", controller.Top1);
            Number(json, "baseline", controller.Baseline);
            Number(json, "reward", controller.Reward);
            json.WriteEndObject();
        }
        json.WriteString("architecture", Measures.Selection.Architecture);
        json.WriteNumber("index", Index);
        json.WriteStartArray("candidates");
        foreach (string candidate in Measures.Selection.Candidates)
            json.WriteStringValue(candidate);
        json.WriteEndArray();
        Numbers(json, "scores", Measures.Selection.Scores);
        Numbers(json, "log_probabilities", Measures.Selection.LogProbabilities);
        json.WriteStartArray("alpha");
        foreach (double[] row in Measures.Alpha)
            Numbers(json, null, row);
        json.WriteEndArray();
        Number(json, "valid_loss", Measures.Valid.Loss);
        Number(json, "valid_top1", Measures.Valid.Top1);
        Number(json, "valid_top5", Measures.Valid.Top5);
        json.WriteStartArray("table");
        foreach (TableAccuracy accuracy in Table)
        {
            json.WriteStartObject();
            json.WriteString("dataset", accuracy.Dataset.Name);
            Number(json, "valid", accuracy.Valid);
            Number(json, "test", accuracy.Test);
            json.WriteBoolean("synthetic", accuracy.IsSynthetic);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    internal static EpochRecord Read(JsonElement json)
    {
        JsonElement controller = json.TryGetProperty("controller", out JsonElement member) ? member : default;
        return new(
            new EpochMeasures(
                json.GetProperty("epoch").GetInt32(), Number(json, "learning_rate"), Number(json, "tau"),
                new StepMeasures(
                    Number(json, "base_loss"), Number(json, "base_top1"), Number(json, "base_top5"), Number(json, "arch_loss"), Number(json, "arch_top1"), Number(json, "arch_top5")),
                controller.ValueKind == JsonValueKind.Object
                    ? new ControllerMeasures(Number(controller, "loss"), Number(controller, "top1"), Number(controller, "baseline"), Number(controller, "reward"))
                    : null,
                new Selection(
                    json.GetProperty("architecture").GetString()!, [.. json.GetProperty("candidates").EnumerateArray().Select(candidate => candidate.GetString()!)],
                    Numbers(json.GetProperty("scores")), Numbers(json.GetProperty("log_probabilities"))),
                [.. json.GetProperty("alpha").EnumerateArray().Select(Numbers)],
                new ValidMeasures(Number(json, "valid_loss"), Number(json, "valid_top1"), Number(json, "valid_top5"))),
            json.GetProperty("index").GetInt32(),
            [
                .. json.GetProperty("table").EnumerateArray().Select(one => new TableAccuracy(
                    new Dataset(one.GetProperty("dataset").GetString()!), Number(one, "valid"), Number(one, "test"), one.GetProperty("synthetic").GetBoolean())),
            ]);
    }

    // JSON has no NaN.
    private static void Number(Utf8JsonWriter json, string? name, double value)
    {
        if (name is not null)
            json.WritePropertyName(name);
        if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteNullValue();
    }

    private static void Numbers(Utf8JsonWriter json, string? name, IEnumerable<double> values)
    {
        if (name is not null)
            json.WritePropertyName(name);
        json.WriteStartArray();
        foreach (double value in values)
            Number(json, null, value);
        json.WriteEndArray();
    }

    private static double Number(JsonElement json, string name) => Number(json.GetProperty(name));

    private static double Number(JsonElement json) => json.ValueKind == JsonValueKind.Null ? double.NaN : json.GetDouble();

    private static double[] Numbers(JsonElement json) => [.. json.EnumerateArray().Select(Number)];
}
