using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Cli.Streams;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Inference.Latency;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench latency</c>.</summary>
internal sealed class LatencyCommand : ExampleCommand
{
    private const int MostRows = 20;
    private const string StandardInput = "-";

    private readonly Argument<string> _space = new("SPACE") { Description = "tss (topology) or sss (size)." };
    private readonly Argument<string[]> _architectures = CommonArguments.Architectures(ArgumentArity.ZeroOrMore);
    private readonly Option<bool> _all = new("--all") { Description = "Every architecture of the space; needs -o, for it takes hours." };
    private readonly Option<string> _dataset = CommonArguments.Dataset(
        "Whose images and classes the networks have: cifar10-valid, cifar10, cifar100 or ImageNet16-120. Default: cifar10.");
    private readonly Option<string> _output = CommonArguments.NotEmpty(new Option<string>("--output", "-o")
    {
        Description = "A file that keeps what is measured, a line of JSON each; what it has is not measured again.",
        HelpName = "FILE.jsonl",
    });
    private readonly Option<string> _attach = CommonArguments.NotEmpty(new Option<string>("--attach")
    {
        Description = "A column file of the space that gets what is measured as an extra column, beside it; it stays as it is.",
        HelpName = "FILE.natsb",
    });
    private readonly Option<string> _name = CommonArguments.NotEmpty(new Option<string>("--name")
    {
        Description = "The extra column's name, source.what.quantity. Default: such as local.cpu-cifar10.latency.",
        HelpName = "NAME",
    });
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
        CommonArguments.OneOf(_space, [SearchSpace.Topology.ShortName(), SearchSpace.Size.ShortName()]);
        CommonArguments.OneOf(_dataset, [Dataset.Cifar10Valid.Name, Dataset.Cifar10.Name, Dataset.Cifar100.Name, Dataset.ImageNet16120.Name]);
        Arguments.Add(_space);
        Arguments.Add(_architectures);
        foreach (Option option in (Option[])[_all, _dataset, _output, _attach, _name])
            Options.Add(option);
        _runner.AddTo(this);
        foreach (Option option in (Option[])[_runs, _warmUp, _json])
            Options.Add(option);
        Validators.Add(result =>
        {
            bool isAll = result.GetResult(_all) is not null;
            if (isAll == result.GetResult(_architectures) is { Tokens.Count: > 0 })
                result.AddError("Name architectures, or --all for every one.");
            if (isAll && result.GetResult(_output) is null)
                result.AddError("--all needs -o: what was measured is kept there, and goes on from there.");
            if (result.GetResult(_name) is not null && result.GetResult(_attach) is null)
                result.AddError("--name is that of the extra column; it needs --attach.");
        });
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        SpaceArchitectures space = new(parsed.GetRequiredValue(_space) == SearchSpace.Topology.ShortName() ? SearchSpace.Topology : SearchSpace.Size);
        int[] architectures = parsed.GetValue(_all)
            ? [.. Enumerable.Range(0, space.Count)]
            : [.. parsed.GetRequiredValue(_architectures).SelectMany(word => word == StandardInput ? StandardStreams.ReadLines() : [word]).Select(space.IndexOf)];
        if (architectures.Length == 0)
            throw new NatsBenchException("no architecture was named: the standard input was empty");
        LatencyPlan plan = new(space.Space, new Dataset(parsed.GetValue(_dataset) ?? Dataset.Cifar10.Name), _runner.Read(parsed));
        plan = plan with { Runs = parsed.GetValue(_runs) ?? plan.Runs, WarmUp = parsed.GetValue(_warmUp) ?? plan.WarmUp };

        string? output = parsed.GetValue(_output), attach = parsed.GetValue(_attach), name = parsed.GetValue(_name);
        // Before the work, which may take hours, and not after it.
        if (attach is not null)
            CheckAttachable(attach, name, space, architectures);
        LatencyTable table = ProgressDisplay.Run("measuring", progress => LatencySweep.Run(
            plan, architectures, output, new Relay<int>(done => progress.Report((double)done / architectures.Length)), interruption.Token));
        if (attach is not null && table.Measurements.Count > 0)
            Failure.Say($"attached: {LatencyColumn.Mount(attach, name ?? LatencyColumn.DefaultName(table.Conditions.Provider, plan.Dataset), table)}");
        Answer answer = new(
            [.. table.Measurements.Select(one => (Action<Utf8JsonWriter>)(json => WriteJson(json, table.Conditions, one)))],
            text => WriteText(text, table, output));
        return answer.Write(parsed.GetValue(_json), synthetic: "");
    }

    private static void CheckAttachable(string file, string? name, SpaceArchitectures space, int[] architectures)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(file);
        if (bench.Space != space.Space)
            throw new NatsBenchException($"{file}: is of the {bench.Space.OfficialName()} space; what is measured is of the other");
        foreach (int architecture in architectures)
            _ = bench.IndexOf(space[architecture]);
        if (name is not null && !NatsBenchmark.IsExtraName(name))
            throw new NatsBenchException($"--name: '{name}' is no name of an extra column; such are help.pixel2.latency, with a dot or more");
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
