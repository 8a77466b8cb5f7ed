using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench stats</c>.</summary>
internal sealed class StatsCommand : BenchmarkCommand
{
    private readonly Option<string> _dataset = CommonArguments.Dataset("One dataset only. Default: all of the file.");
    private readonly Option<string> _setting = CommonArguments.Setting("One training setting only. Default: all of the file.");

    public StatsCommand() : base(
        "stats", "Count how many architectures have how many runs.",
        "natsbench stats NATS-tss.natsb",
        "natsbench stats NATS-tss.natsb --dataset cifar10 --hp 200 --json")
    {
        Options.Add(_dataset);
        Options.Add(_setting);
    }

    protected override Answer Ask(NatsBenchmark bench, ParseResult parsed)
    {
        IEnumerable<Dataset> datasets = parsed.GetValue(_dataset) is { } name ? [Choices.Dataset(bench, name)] : bench.Datasets;
        List<Row> rows = parsed.GetValue(_setting) is { } key
            ? [.. Count(bench, datasets, Choices.Setting(bench, key), bench.RecordedArchitectures)]
            : [.. bench.Settings.SelectMany(setting => Count(
                bench, datasets, setting, bench.RecordedArchitectures.Where(index => bench.SettingsOf(index).Contains(setting))))];
        return new Answer(json => WriteJson(json, rows), text => WriteText(text, rows));
    }

    private static IEnumerable<Row> Count(NatsBenchmark bench, IEnumerable<Dataset> datasets, TrainingSetting setting, IEnumerable<int> among) =>
        datasets.SelectMany(dataset => bench.CountRuns(dataset, setting, among).Select(count => new Row(setting, dataset, count.Key, count.Value)));

    private static void WriteJson(Utf8JsonWriter json, List<Row> rows)
    {
        json.WriteStartArray("counts");
        foreach (Row row in rows)
        {
            json.WriteStartObject();
            json.WriteString("hp", row.Setting.Key);
            json.WriteString("dataset", row.Dataset.Name);
            json.WriteNumber("runs", row.Runs);
            json.WriteNumber("architectures", row.Architectures);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteText(TextOutput text, List<Row> rows)
    {
        text.Title("Architectures by their number of runs");
        TextTable table = new("hp", "dataset", TextTable.Number("runs"), TextTable.Number("architectures"));
        foreach (Row row in rows)
            table.Add(row.Setting.Key, row.Dataset.Name, $"{row.Runs}", Display.Count(row.Architectures));
        text.Table(table);
    }

    private sealed record Row(TrainingSetting Setting, Dataset Dataset, int Runs, int Architectures);
}
