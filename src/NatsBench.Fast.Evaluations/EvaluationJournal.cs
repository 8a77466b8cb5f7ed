using System.Text.Json;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Evaluations;

/// <summary>What has been evaluated so far, in a file: what is evaluated first, then a line for each architecture.</summary>
internal sealed class EvaluationJournal : IDisposable
{
    private const string Kind = "evaluation 1";

    private readonly JsonJournal _file;
    private readonly SortedDictionary<int, TrainingEvaluation[]> _results;

    private EvaluationJournal(JsonJournal file, SortedDictionary<int, TrainingEvaluation[]> results) => (_file, _results) = (file, results);

    /// <summary>The results of every architecture that is done, by its index; none where it has no such weights.</summary>
    public IReadOnlyDictionary<int, TrainingEvaluation[]> Results => _results;

    /// <summary>Opens a file, or begins one.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="conditions">What is evaluated; a file of anything else is refused.</param>
    public static EvaluationJournal Open(string path, IReadOnlyList<(string Name, string Value)> conditions)
    {
        SortedDictionary<int, TrainingEvaluation[]> results = [];
        bool isBegun = false;
        JsonJournal file = JsonJournal.Open(path, "journal of evaluations", line =>
        {
            if (isBegun)
            {
                (int index, TrainingEvaluation[] found) = Read(line);
                results[index] = found;
                return;
            }
            JournalHead.Compare(path, line, Kind, conditions);
            isBegun = true;
        });
        if (!isBegun)
            file.Append(json => JournalHead.Write(json, Kind, conditions));
        return new EvaluationJournal(file, results);
    }

    /// <summary>Keeps the results of an architecture.</summary>
    public void Add(int index, TrainingEvaluation[] results)
    {
        _file.Append(json =>
        {
            json.WriteNumber("index", index);
            json.WriteStartArray("results");
            foreach (TrainingEvaluation result in results)
                Write(json, result);
            json.WriteEndArray();
        });
        _results[index] = results;
    }

    public void Dispose() => _file.Dispose();

    private static void Write(Utf8JsonWriter json, TrainingEvaluation result)
    {
        json.WriteStartObject();
        json.WriteString("architecture", result.Architecture);
        json.WriteString("hp", result.Training.Setting.Key);
        json.WriteString("dataset", result.Training.Dataset.Name);
        json.WriteNumber("seed", result.Training.Seed);
        json.WriteString("set", result.Set.Name);
        json.WriteNumber("images", result.Score.Images);
        json.WriteNumber("top1", result.Score.Top1);
        json.WriteNumber("top5", result.Score.Top5);
        json.WriteNumber("loss", result.Score.Loss);
        if (result.Table.Top1 is { } top1)
            json.WriteNumber("table_top1", top1);
        if (result.Table.Loss is { } loss)
            json.WriteNumber("table_loss", loss);
        json.WriteString("provider", result.Provider);
        json.WriteEndObject();
    }

    private static (int Index, TrainingEvaluation[] Results) Read(JsonElement line)
    {
        int index = line.GetProperty("index").GetInt32();
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return (index, [.. line.GetProperty("results").EnumerateArray().Select(result => Read(index, result))]);
    }

    private static TrainingEvaluation Read(int index, JsonElement result)
    {
        SetScore score = new(
            result.GetProperty("images").GetInt32(), result.GetProperty("top1").GetInt32(), result.GetProperty("top5").GetInt32(), result.GetProperty("loss").GetDouble());
        return score is { Images: > 0, Top1: >= 0, Loss: >= 0 } && score.Top1 <= score.Top5 && score.Top5 <= score.Images
            ? new TrainingEvaluation(
                new TrainingKey(index, new TrainingSetting(Text(result, "hp")), new Dataset(Text(result, "dataset")), result.GetProperty("seed").GetInt64()),
                Text(result, "architecture"), new EvaluationSet(Text(result, "set")), score,
                new TableScore(Optional(result, "table_top1"), Optional(result, "table_loss")), Text(result, "provider"))
            : throw new FormatException();
    }

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString() ?? throw new FormatException();

    private static double? Optional(JsonElement line, string name) => line.TryGetProperty(name, out JsonElement number) ? number.GetDouble() : null;
}
