using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Cli;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Cli.Bench;
using NatsBench.Fast.OneShot.Cli.Parsing;
using NatsBench.Fast.OneShot.Training;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Cli.Commands;

/// <summary><c>natsbench-oneshot bench</c>.</summary>
internal sealed class BenchCommand : ExampleCommand
{
    private readonly Argument<string[]> _algorithms = new("ALGORITHM")
    {
        Description = "Which, by their official names, such as gdas. Default: all nine.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<int?> _steps = CommonArguments.Number<int>("--steps", "Steps that count. Default: 3.", least: 1, most: 1_000_000);
    private readonly Option<int?> _warm = CommonArguments.Number<int>("--warm", "Steps before them. Default: 1.", least: 0, most: 1_000_000);
    private readonly Option<int?> _batch = CommonArguments.Number<int>("--batch", "Images of a step. Default: 64.", least: 1, most: 1 << 16);
    private readonly Option<int?> _side = CommonArguments.Number<int>("--side", "Rows and columns of an image. Default: 32.", least: 4, most: 1024);
    private readonly Option<int?> _channels = CommonArguments.Number<int>("--channels", "Channels of the topology supernet's first stage. Default: 16.", least: 1, most: 1024);
    private readonly Option<int?> _cells = CommonArguments.Number<int>("--cells", "Its cells a stage. Default: 5.", least: 1, most: 100);
    private readonly Option<int?> _threads = CommonArguments.Number<int>("--threads", "Threads of the engine. Default: one a core.", least: 1, most: 1024);
    private readonly Option<int?> _memory = CommonArguments.Number<int>(
        "--memory", "Look at memory instead: resident after a tenth of so many steps, and after all.", helpName: "STEPS", least: 10, most: 100_000_000);

    private readonly Option<string> _device = CommonArguments.NotEmpty(new Option<string>("--device") { Description = "cpu, cuda or cuda:N. Default: cpu.", HelpName = "DEVICE" });
    private readonly Option<bool> _mixed = new("--mixed") { Description = "Convolutions in bfloat16." };
    private readonly Option<string> _python = CommonArguments.NotEmpty(new Option<string>("--python")
    {
        Description = "A Python with PyTorch that runs perf/python/oneshot.py for comparison, in turn.",
        HelpName = "PYTHON",
    });

    private readonly Option<string> _script = CommonArguments.NotEmpty(new Option<string>("--script") { Description = "Where that script is. Default: perf/python/oneshot.py.", HelpName = "FILE" });
    private readonly Option<bool> _json = CommonArguments.Json("Print one line of JSON for each algorithm instead of a table.");

    public BenchCommand() : base(
        "bench", "Measure steps of the searches at the paper's sizes, on images of noise; beside PyTorch where there is one.",
        "natsbench-oneshot bench",
        "natsbench-oneshot bench gdas random --steps 10 --threads 2 --python /usr/bin/python3",
        "natsbench-oneshot bench tas --memory 10000 --batch 4 --side 8")
    {
        Arguments.Add(_algorithms);
        foreach (Option option in (Option[])[_steps, _warm, _batch, _side, _channels, _cells, _threads, _memory, _device, _mixed, _python, _script, _json])
            Options.Add(option);
        SetAction(Run);
    }

    private sealed record Row(OneShotAlgorithm Algorithm, StepRate? Rate, StepRate? Python, string? Version, MemoryWatch? Memory)
    {
        public double Ratio => Python is { } python && Rate is { } rate ? rate.PerSecond / python.PerSecond : double.NaN;

        public double ProcessorRatio => Python is { } python && Rate is { } rate ? python.ProcessorSecondsPerStep / rate.ProcessorSecondsPerStep : double.NaN;
    }

    private int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        torch.Device device = EngineOptions.Device(parsed.GetValue(_device) ?? "cpu");
        if (parsed.GetValue(_threads) is { } threads)
            torch.set_num_threads(threads);
        List<Row> rows = [];
        foreach (OneShotAlgorithm algorithm in Algorithms(parsed.GetValue(_algorithms) ?? []))
            rows.Add(Measure(parsed, Settings(parsed, algorithm), device, interruption.Token));
        string title = string.Create(
            CultureInfo.InvariantCulture,
            $"{torch.get_num_threads()} threads on {device}, batch {parsed.GetValue(_batch) ?? 64}{(rows[0].Version is { } version ? $", beside PyTorch {version}" : "")}");
        return new Answer(
            [.. rows.Select(row => (Action<Utf8JsonWriter>)(json => WriteJson(json, row)))],
            text =>
            {
                text.Title(title);
                text.Table(Table(rows, parsed.GetValue(_memory) is not null));
            }).Write(parsed.GetValue(_json), "");
    }

    private Row Measure(ParseResult parsed, SearchSettings settings, torch.Device device, CancellationToken cancellation)
    {
        if (parsed.GetValue(_memory) is { } many)
            return new Row(settings.Algorithm, null, null, null, MemoryWatch.Of(settings, device, many, cancellation));
        int warm = parsed.GetValue(_warm) ?? 1, steps = parsed.GetValue(_steps) ?? 3;
        StepRate rate = StepRate.Of(settings, device, warm, steps, cancellation);
        if (parsed.GetValue(_python) is not { } python)
            return new Row(settings.Algorithm, rate, null, null, null);
        (StepRate theirs, string version) = PythonBaseline.Of(
            python, parsed.GetValue(_script) ?? Path.Combine("perf", "python", "oneshot.py"), settings, device, torch.get_num_threads(), warm, steps);
        return new Row(settings.Algorithm, rate, theirs, version, null);
    }

    private SearchSettings Settings(ParseResult parsed, OneShotAlgorithm algorithm) => SearchSettings.Paper(algorithm, Dataset.Cifar10) with
    {
        WarmUp = null,
        BatchSize = parsed.GetValue(_batch) ?? 64,
        ImageSide = parsed.GetValue(_side) ?? 32,
        Channels = parsed.GetValue(_channels) ?? 16,
        CellsPerStage = parsed.GetValue(_cells) ?? 5,
        Precision = parsed.GetValue(_mixed) ? SearchPrecision.Mixed : SearchPrecision.F32,
    };

    private static IEnumerable<OneShotAlgorithm> Algorithms(string[] names) => names.Length == 0
        ? OneShotAlgorithms.All
        : names.Select(name => OneShotAlgorithms.TryParse(name, out OneShotAlgorithm algorithm)
            ? algorithm
            : throw new NatsBenchException($"no algorithm '{name}': {string.Join(", ", OneShotAlgorithms.All.Select(OneShotAlgorithms.OfficialName))}"));

    private static TextTable Table(List<Row> rows, bool isMemory)
    {
        if (isMemory)
        {
            TextTable memory = new("algorithm", TextTable.Number("after a tenth"), TextTable.Number("after all"), TextTable.Number("growth"));
            foreach (Row row in rows)
                memory.Add(
                    row.Algorithm.OfficialName(), Display.Bytes(row.Memory!.Value.Early), Display.Bytes(row.Memory.Value.Late),
                    string.Create(CultureInfo.InvariantCulture, $"{100.0 * (row.Memory.Value.Late - row.Memory.Value.Early) / row.Memory.Value.Early:0.0} %"));
            return memory;
        }
        bool isCompared = rows[0].Python is not null;
        TextTable.Column[] columns = ["algorithm", TextTable.Number("steps/s"), TextTable.Number("processor s/step")];
        TextTable table = new(isCompared
            ? [.. columns, TextTable.Number("PyTorch steps/s"), TextTable.Number("processor s/step"), TextTable.Number("times as fast"), TextTable.Number("by processor time")]
            : columns);
        foreach (Row row in rows)
        {
            string[] cells = [row.Algorithm.OfficialName(), Number(row.Rate!.Value.PerSecond), Number(row.Rate.Value.ProcessorSecondsPerStep)];
            table.Add(isCompared
                ? [.. cells, Number(row.Python!.Value.PerSecond), Number(row.Python.Value.ProcessorSecondsPerStep), Number(row.Ratio), Number(row.ProcessorRatio)]
                : cells);
        }
        return table;
    }

    private static void WriteJson(Utf8JsonWriter json, Row row)
    {
        json.WriteString("algorithm", row.Algorithm.OfficialName());
        if (row.Memory is { } memory)
        {
            json.WriteNumber("resident_after_a_tenth", memory.Early);
            json.WriteNumber("resident", memory.Late);
        }
        if (row.Rate is { } rate)
        {
            json.WriteDouble("steps_per_second", rate.PerSecond);
            json.WriteDouble("processor_seconds_per_step", rate.ProcessorSecondsPerStep);
        }
        if (row.Python is { } python)
        {
            json.WriteString("torch", row.Version);
            json.WriteDouble("torch_steps_per_second", python.PerSecond);
            json.WriteDouble("torch_processor_seconds_per_step", python.ProcessorSecondsPerStep);
            json.WriteDouble("ratio", row.Ratio);
            json.WriteDouble("ratio_of_processor_seconds", row.ProcessorRatio);
        }
    }

    private static string Number(double value) => value.ToString("0.00#", CultureInfo.InvariantCulture);
}
