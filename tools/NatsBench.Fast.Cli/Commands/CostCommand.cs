using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench cost</c>.</summary>
internal sealed class CostCommand : BenchmarkCommand
{
    private readonly Argument<string> _architecture = CommonArguments.Architecture();
    private readonly Option<string> _dataset = CommonArguments.Dataset("One dataset only. Default: all that the architecture has runs on.");
    private readonly Option<string> _setting = CommonArguments.Setting();

    public CostCommand() : base(
        "cost", "Show FLOPs, parameters, latency and times of an architecture, and its extra columns.",
        "natsbench cost NATS-tss.natsb 11",
        "natsbench cost NATS-sss.natsb 8:8:8:16:32 --dataset cifar10 --hp 12 --json")
    {
        Arguments.Add(_architecture);
        Options.Add(_dataset);
        Options.Add(_setting);
    }

    protected override Answer Ask(NatsBenchmark bench, ParseResult parsed)
    {
        int index = Choices.Architecture(bench, parsed.GetRequiredValue(_architecture));
        string? key = parsed.GetValue(_setting);
        TrainingSetting setting = Choices.Setting(bench, key);
        IEnumerable<Dataset> datasets = parsed.GetValue(_dataset) is { } name
            ? [Choices.Dataset(bench, name)]
            : bench.DatasetsOf(index, setting);
        List<(Dataset Dataset, CostInfo Cost)> costs = [.. datasets.Select(dataset => (dataset, bench.Runs(index, dataset, setting).Cost()))];

        string architecture = bench.Architecture(index);
        List<(ExtraDescription Column, double Value)> extras = [.. bench.Extras.Select(column => (column.Description, column.Values[index]))];
        return new Answer(
            json =>
            {
                WriteJson(json, index, architecture, setting, costs);
                WriteExtras(json, extras);
            },
            text =>
            {
                text.Title($"{architecture} (index {index})");
                text.Line($"{Choices.Describe(setting, key)}; mean over seeds; latency of a batch of 256");
                WriteTables(text, costs);
                WriteExtras(text, extras);
            });
    }

    private static void WriteExtras(Utf8JsonWriter json, List<(ExtraDescription Column, double Value)> extras)
    {
        if (extras.Count == 0)
            return;
        json.WriteStartObject("extra");
        foreach ((ExtraDescription column, double value) in extras)
            json.WriteDouble(column.Name, double.IsNaN(value) ? null : value);
        json.WriteEndObject();
    }

    private static void WriteExtras(TextOutput text, List<(ExtraDescription Column, double Value)> extras)
    {
        if (extras.Count == 0)
            return;
        TextTable table = new("extra column", TextTable.Number("value"), "unit", "kind");
        foreach ((ExtraDescription column, double value) in extras)
            table.Add(column.Name, Display.Number(value), column.Unit, ExtraJson.KindWord(column.Kind));
        text.Table(table);
    }

    private static void WriteJson(
        Utf8JsonWriter json, int index, string architecture, TrainingSetting setting, List<(Dataset Dataset, CostInfo Cost)> costs)
    {
        json.WriteArchitecture(index, architecture);
        json.WriteString("hp", setting.Key);
        json.WriteStartObject("datasets");
        foreach ((Dataset dataset, CostInfo cost) in costs)
        {
            json.WriteStartObject(dataset.Name);
            json.WriteValue("flops", cost.Flops);
            json.WriteDouble("params", cost.Params);
            json.WriteDouble("latency", cost.Latency);
            foreach (TimeCost time in cost.Times)
            {
                json.WriteDouble($"T-{time.Set}@epoch", time.PerEpoch);
                json.WriteDouble($"T-{time.Set}@total", time.Total);
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteTables(TextOutput text, List<(Dataset Dataset, CostInfo Cost)> costs)
    {
        TextTable table = new("dataset", TextTable.Number("FLOPs"), TextTable.Number("parameters"), TextTable.Number("latency"));
        TextTable times = new("dataset", "set", TextTable.Number("time an epoch"), TextTable.Number("time in all"));
        foreach ((Dataset dataset, CostInfo cost) in costs)
        {
            table.Add(dataset.Name, Display.Millions(cost.Flops), Display.Millions(cost.Params), Display.Milliseconds(cost.Latency));
            foreach (TimeCost time in cost.Times)
                times.Add(dataset.Name, time.Set, Display.Seconds(time.PerEpoch), Display.Seconds(time.Total));
        }
        text.Table(table);
        text.Table(times);
    }
}
