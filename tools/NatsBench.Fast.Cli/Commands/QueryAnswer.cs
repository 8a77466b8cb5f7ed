using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Cli.Commands;

/// <summary>What <c>natsbench query</c> shows: sets at one epoch, or epoch by epoch.</summary>
internal sealed class QueryAnswer(string architecture, TrainingSetting setting, string settingText, SelectedRuns runs)
{
    /// <summary>Every set at one epoch.</summary>
    /// <param name="epoch">0-based; null is the last.</param>
    /// <param name="sets">The sets; the first must have the epoch.</param>
    public Answer At(int? epoch, IReadOnlyList<EvaluationSet> sets)
    {
        Metrics first = runs.Metrics(sets[0], epoch);
        List<(EvaluationSet Set, Metrics? Metrics)> rows = [(sets[0], first), .. sets.Skip(1).Select(set => (set, TryMeasure(set, epoch)))];
        return new Answer(
            json =>
            {
                WriteHead(json);
                json.WriteDouble("epoch", first.Epoch);
                json.WriteStartObject("sets");
                foreach ((EvaluationSet set, Metrics? metrics) in rows)
                    WriteSet(json, set, metrics);
                json.WriteEndObject();
            },
            text =>
            {
                WriteHead(text, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"epoch {first.Epoch}{(epoch is null ? ", the last" : "")}"));
                TextTable table = new(
                    "set", TextTable.Number("loss"), TextTable.Number("accuracy"), TextTable.Number("time of the epoch"), TextTable.Number("time in all"));
                foreach ((EvaluationSet set, Metrics? metrics) in rows)
                    table.Add(
                        set.Name, Display.Loss(metrics?.Loss), Display.Accuracy(metrics?.Accuracy),
                        Display.Seconds(metrics?.CurrentTime), Display.Seconds(metrics?.TotalTime));
                text.Table(table);
            });
    }

    /// <summary>Every set at every epoch.</summary>
    /// <param name="sets">The sets; the first must have the last epoch.</param>
    public Answer Curve(IReadOnlyList<EvaluationSet> sets)
    {
        int last = (int)runs.Metrics(sets[0]).Epoch;
        List<(EvaluationSet Set, Metrics?[] Epochs)> curves =
            [.. sets.Select(set => (set, Enumerable.Range(0, last + 1).Select(epoch => TryMeasure(set, epoch)).ToArray()))];
        return new Answer(
            json =>
            {
                WriteHead(json);
                json.WriteStartObject("curves");
                foreach ((EvaluationSet set, Metrics?[] epochs) in curves)
                {
                    json.WriteStartArray(set.Name);
                    foreach (Metrics? metrics in epochs)
                        WriteMetrics(json, metrics);
                    json.WriteEndArray();
                }
                json.WriteEndObject();
            },
            text =>
            {
                WriteHead(text, $"epochs 0 to {last}");
                TextTable table = new([
                    TextTable.Number("epoch"),
                    .. sets.SelectMany(set => (TextTable.Column[])[TextTable.Number($"{set} loss"), TextTable.Number($"{set} accuracy")])]);
                for (int epoch = 0; epoch <= last; epoch++)
                    table.Add([
                        $"{epoch}",
                        .. curves.SelectMany(curve => (string[])[Display.Loss(curve.Epochs[epoch]?.Loss), Display.Accuracy(curve.Epochs[epoch]?.Accuracy)])]);
                text.Table(table);
            });
    }

    // Many sets were measured after the last epoch only: beside others, a missing one is a gap and no error.
    private Metrics? TryMeasure(EvaluationSet set, int? epoch)
    {
        try
        {
            return runs.Metrics(set, epoch);
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private void WriteHead(Utf8JsonWriter json)
    {
        json.WriteArchitecture(runs.Runs.Architecture, architecture);
        json.WriteString("dataset", runs.Runs.Dataset.Name);
        json.WriteString("hp", setting.Key);
        json.WriteBoolean("mean", runs.IsMean);
        json.WriteStartArray("seeds");
        foreach (long seed in Seeds())
            json.WriteNumberValue(seed);
        json.WriteEndArray();
    }

    private void WriteHead(TextOutput text, string epochs)
    {
        string seeds = string.Join(", ", Seeds());
        text.Title($"{architecture} (index {runs.Runs.Architecture}) on {runs.Runs.Dataset}");
        text.Line($"{settingText}; {(runs.IsMean ? $"mean over seeds {seeds}" : $"seed {seeds}")}; {epochs}");
    }

    private long[] Seeds() => runs.Seed is { } seed ? [seed] : runs.Runs.Seeds.ToArray();

    private static void WriteSet(Utf8JsonWriter json, EvaluationSet set, Metrics? metrics)
    {
        json.WritePropertyName(set.Name);
        WriteMetrics(json, metrics);
    }

    private static void WriteMetrics(Utf8JsonWriter json, Metrics? metrics)
    {
        if (metrics is not { } known)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteDouble("loss", known.Loss);
        json.WriteDouble("accuracy", known.Accuracy);
        json.WriteDouble("cur_time", known.CurrentTime);
        json.WriteDouble("all_time", known.TotalTime);
        json.WriteEndObject();
    }
}
