using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench best</c>.</summary>
internal sealed class BestCommand : BenchmarkCommand
{
    private readonly Option<string> _dataset = CommonArguments.Dataset();
    private readonly Option<string> _set = CommonArguments.Set($"The set whose accuracy counts: {CommonArguments.SetNames}.");
    private readonly Option<string> _setting = CommonArguments.Setting();
    private readonly Option<double?> _maxFlops = CommonArguments.MaxFlops();
    private readonly Option<double?> _maxParams = CommonArguments.MaxParams();
    private readonly Option<double?> _maxLatency = CommonArguments.MaxLatency();
    private readonly Option<int?> _top = CommonArguments.Number<int>("--top", "How many, the best first; of equal ones the lower index first. Default: 1.", least: 1);

    public BestCommand() : base(
        "best", "Find the architecture with the highest mean accuracy after the last epoch, under limits.",
        "natsbench best NATS-tss.natsb --dataset cifar10 --set valid",
        "natsbench best NATS-tss.natsb --dataset cifar100 --set test --max-latency 0.02 --top 10",
        "natsbench best NATS-sss.natsb --dataset cifar100 --set test --max-flops 50 --max-params 0.2 --json")
    {
        _dataset.Required = true;
        _set.Required = true;
        foreach (Option option in (Option[])[_dataset, _set, _setting, _maxFlops, _maxParams, _maxLatency, _top])
            Options.Add(option);
    }

    protected override Answer Ask(NatsBenchmark bench, ParseResult parsed)
    {
        string? key = parsed.GetValue(_setting);
        TrainingSetting setting = Choices.Setting(bench, key);
        (Dataset dataset, EvaluationSet set) = SetNames.Resolve(bench, setting, parsed.GetRequiredValue(_dataset), parsed.GetRequiredValue(_set));
        double? maxFlops = parsed.GetValue(_maxFlops), maxParams = parsed.GetValue(_maxParams), maxLatency = parsed.GetValue(_maxLatency);

        IReadOnlyList<BestArchitecture> ranking = bench.Rank(dataset, set, setting, maxFlops, maxParams, maxLatency);
        int? top = parsed.GetValue(_top);
        List<Found> found = [.. ranking.Take(top ?? 1).Select(best => new Found(
            best, bench.Architecture(best.Index), bench.Runs(best.Index, dataset, setting).Cost()))];
        // Equal to the last that is shown, and not shown.
        List<int> ties = [.. ranking.Skip(found.Count).TakeWhile(next => next.Accuracy == found[^1].Best.Accuracy).Select(next => next.Index)];
        int unmeasured = maxLatency is null ? 0 : Unmeasured(bench, dataset, setting);
        return new Answer(
            json =>
            {
                json.WriteString("dataset", dataset.Name);
                json.WriteString("set", set.Name);
                json.WriteString("hp", setting.Key);
                WriteJson(json, found, isList: top is not null, ties);
            },
            text =>
            {
                text.Title($"Best accuracy on {set} of {dataset}, of {Display.Count(bench.RecordCount)} architectures{Limit(maxFlops, "M FLOPs")}{Limit(maxParams, "M parameters")}{Limit(maxLatency, "s latency")}");
                text.Line($"{Choices.Describe(setting, key)}; mean over seeds; after the last epoch");
                if (unmeasured > 0)
                    text.Line($"{Display.Count(unmeasured)} have no latency, and are not within a limit of it");
                WriteText(text, found, ties);
            });
    }

    private static int Unmeasured(NatsBenchmark bench, Dataset dataset, TrainingSetting setting)
    {
        int count = 0;
        ReadOnlySpan<double> latencies = bench.Table(dataset, setting).Costs.Latency;
        foreach (int index in bench.RecordedArchitectures)
            count += double.IsNaN(latencies[index]) ? 1 : 0;
        return count;
    }

    private static string Limit(double? limit, string unit) =>
        limit is { } most ? string.Create(CultureInfo.InvariantCulture, $", at most {most} {unit}") : "";

    private static void WriteJson(Utf8JsonWriter json, List<Found> found, bool isList, List<int> ties)
    {
        json.WritePropertyName("best");
        if (found.Count == 0)
            json.WriteNullValue();
        else
            WriteJson(json, found[0]);
        if (isList)
        {
            json.WriteStartArray("top");
            foreach (Found one in found)
                WriteJson(json, one);
            json.WriteEndArray();
        }
        json.WriteStartArray("ties");
        foreach (int index in ties)
            json.WriteNumberValue(index);
        json.WriteEndArray();
    }

    private static void WriteJson(Utf8JsonWriter json, Found found)
    {
        json.WriteStartObject();
        json.WriteArchitecture(found.Best.Index, found.Architecture);
        json.WriteDouble("accuracy", found.Best.Accuracy);
        json.WriteDouble("flops", found.Cost.Flops);
        json.WriteDouble("params", found.Cost.Params);
        json.WriteDouble("latency", found.Cost.Latency);
        json.WriteEndObject();
    }

    private static void WriteText(TextOutput text, List<Found> found, List<int> ties)
    {
        if (found.Count == 0)
        {
            text.Line("none is within the limits");
            return;
        }
        if (found.Count == 1)
            text.Line($"{found[0].Architecture} (index {found[0].Best.Index})");
        TextTable table = new(
            [.. found.Count == 1 ? [] : (TextTable.Column[])[TextTable.Number("index"), "architecture"],
            TextTable.Number("accuracy"), TextTable.Number("FLOPs"), TextTable.Number("parameters"), TextTable.Number("latency")]);
        foreach (Found one in found)
            table.Add(
                [.. found.Count == 1 ? [] : (string[])[$"{one.Best.Index}", one.Architecture],
                Display.Accuracy(one.Best.Accuracy), Display.Millions(one.Cost.Flops), Display.Millions(one.Cost.Params), Display.Milliseconds(one.Cost.Latency)]);
        text.Table(table);
        if (ties.Count > 0)
            text.Line($"a tie: as accurate {(ties.Count == 1 ? "is" : "are")} {Display.Indices(ties)}");
    }

    private sealed record Found(BestArchitecture Best, string Architecture, CostInfo Cost);
}
