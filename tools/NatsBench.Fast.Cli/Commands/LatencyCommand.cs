using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Inference.Latency;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench latency</c>.</summary>
internal sealed class LatencyCommand : ExampleCommand
{
    private const int MostRows = 20;

    private readonly MeasuredSpaceArguments _space = new("Every architecture of the space; needs -o, for it takes hours.", "measured", "local.cpu-cifar10.latency");
    private readonly RunnerArguments _runner = new();
    private readonly Option<int?> _runs = CommonArguments.Number<int>("--runs", "Batches that are timed, for each architecture. Default: 10.", least: 1, most: 100_000);
    private readonly Option<int?> _warmUp = CommonArguments.Number<int>("--warm-up", "Batches before the first that is timed. Default: 2.", least: 0, most: 100_000);
    private readonly Option<bool> _json = CommonArguments.Json("Print one line of JSON for each architecture, with every digit, instead of tables.");

    public LatencyCommand() : base(
        "latency", "Measure seconds of a batch of 256 images on this device.",
        "natsbench latency tss 11 284 1462 --threads 1",
        "natsbench latency sss 64:64:64:64:64 --dataset ImageNet16-120 --json",
        "natsbench latency tss --all -o latency-tss.jsonl --runs 6 --attach NATS-tss.natsb")
    {
        _space.AddTo(this);
        _runner.AddTo(this);
        foreach (Option option in (Option[])[_runs, _warmUp, _json])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        MeasuredSpace space = _space.Read(parsed);
        LatencyPlan plan = new(space.Space.Space, space.Dataset, _runner.Read(parsed));
        plan = plan with { Runs = parsed.GetValue(_runs) ?? plan.Runs, WarmUp = parsed.GetValue(_warmUp) ?? plan.WarmUp };
        LatencyTable table = ProgressDisplay.Run("measuring", progress => LatencySweep.Run(
            plan, space.Architectures, space.Output, new Relay<int>(done => progress.Report((double)done / space.Architectures.Length)), interruption.Token));
        if (space.Attach is { } attach && table.Measurements.Count > 0)
            Failure.Say($"attached: {LatencyColumn.Mount(attach, space.Name ?? LatencyColumn.DefaultName(table.Conditions.Provider, plan.Dataset), table)}");
        Answer answer = new(
            [.. table.Measurements.Select(one => (Action<Utf8JsonWriter>)(json => WriteJson(json, table.Conditions, one)))],
            text => WriteText(text, table, space.Output));
        return answer.Write(parsed.GetValue(_json), synthetic: "");
    }

    private static void WriteJson(Utf8JsonWriter json, LatencyConditions conditions, LatencyMeasurement measurement)
    {
        json.WriteArchitecture(measurement.Index, measurement.Architecture);
        json.WriteString("dataset", conditions.Dataset.Name);
        json.WriteDouble("latency", measurement.Seconds);
        json.WriteDouble("low", measurement.Low);
        json.WriteDouble("high", measurement.High);
        json.WriteNumber("runs", measurement.Runs);
        json.WriteNumber("batch", conditions.Batch);
        json.WriteNumber("threads", conditions.Threads);
        json.WriteString("provider", conditions.Provider.Name());
        json.WriteString("device", conditions.Device);
        json.WriteString("runtime", conditions.Runtime);
    }

    private static void WriteText(TextOutput text, LatencyTable table, string? output)
    {
        LatencyConditions conditions = table.Conditions;
        text.Title($"{conditions.Device}, {conditions.Provider.Name()}, {conditions.Threads} threads: a batch of {conditions.Batch} images of {conditions.Dataset}");
        text.Line(table.Measurements.All(one => one.Runs >= LatencyMeter.LeastRunsOfInterval)
            ? "median of the runs, and the interval that holds the true one with 95 %"
            : "median of the runs, the fastest and the slowest of them; from 6 runs on an interval is known");
        TextTable rows = new(TextTable.Number("index"), "architecture", TextTable.Number("latency"), TextTable.Number("from"), TextTable.Number("to"));
        foreach (LatencyMeasurement one in table.Measurements.Take(MostRows))
            rows.Add($"{one.Index}", one.Architecture, Display.Milliseconds(one.Seconds), Display.Milliseconds(one.Low), Display.Milliseconds(one.High));
        text.Table(rows);
        if (table.Measurements.Count > MostRows)
            text.Line($"and {Display.Count(table.Measurements.Count - MostRows)} more{(output is null ? " (--json shows all)" : $", in {output}")}");
    }
}
