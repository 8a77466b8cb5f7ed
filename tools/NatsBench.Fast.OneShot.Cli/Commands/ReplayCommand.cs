using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Cli;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.OneShot.Cli.Parsing;
using NatsBench.Fast.OneShot.Replay;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Cli.Commands;

/// <summary><c>natsbench-oneshot replay</c>.</summary>
internal sealed class ReplayCommand : ExampleCommand
{
    private readonly Argument<string[]> _traces = new("TRACE")
    {
        Description = "Recorded searches, JSON with safetensors beside them.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _device = CommonArguments.NotEmpty(new Option<string>("--device")
    {
        Description = "Where to compute: cpu, cuda or cuda:N. Default: cpu.",
        HelpName = "DEVICE",
    });

    private readonly Option<bool> _doubleOnly = new("--float64-only") { Description = "Leave out float32, which is reported and decides nothing." };
    private readonly Option<bool> _json = CommonArguments.Json("Print one line of JSON for each trace and precision instead of tables.");

    public ReplayCommand() : base(
        "replay", "Run recorded searches again with their draws, and compare losses, gradients, weights and choices step by step.",
        "natsbench-oneshot replay gdas.json",
        "natsbench-oneshot replay traces/*.json --float64-only --json")
    {
        Arguments.Add(_traces);
        foreach (Option option in (Option[])[_device, _doubleOnly, _json])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        torch.Device device = EngineOptions.Device(parsed.GetValue(_device) ?? "cpu");
        List<(string Path, ReplayReport Decides, ReplayReport? Single)> reports = [];
        foreach (string path in parsed.GetRequiredValue(_traces))
        {
            Trace trace = Trace.Read(path);
            reports.Add((
                path, Replayer.Run(trace, isDouble: true, device, interruption.Token),
                parsed.GetValue(_doubleOnly) ? null : Replayer.Run(trace, isDouble: false, device, interruption.Token)));
        }
        (string Path, ReplayReport Decides, ReplayReport? Single)[] beyond = [.. reports.Where(report => !report.Decides.IsWithin)];
        return new Answer(
            [.. reports.SelectMany(report => (ReplayReport?[])[report.Decides, report.Single]).OfType<ReplayReport>().Select(report => (Action<Utf8JsonWriter>)(json => WriteJson(json, report)))],
            text =>
            {
                foreach ((string path, ReplayReport decides, ReplayReport? single) in reports)
                    WriteText(text, path, decides, single);
            })
        {
            Fault = beyond.Length == 0 ? null : $"{string.Join(", ", beyond.Select(report => report.Path))}: float64 differs by more than the tolerances: {beyond[0].Decides.Parts.First(part => part.FirstBeyond is not null).FirstBeyond}",
        }.Write(parsed.GetValue(_json), "");
    }

    private static void WriteText(TextOutput text, string path, ReplayReport decides, ReplayReport? single)
    {
        text.Title($"{path}: {(decides.IsWithin ? "the recorded search again" : "not the recorded search")}, largest difference {Number(decides.Largest)} in float64{(single is null ? "" : $", {Number(single.Largest)} in float32")}");
        TextTable table = single is null
            ? new("step", TextTable.Number("compared"), TextTable.Number("largest"), "where", TextTable.Number("beyond"), "first beyond its tolerance")
            : new(
                "step", TextTable.Number("compared"), TextTable.Number("largest"), "where", TextTable.Number("beyond"), "first beyond its tolerance",
                TextTable.Number("float32"), TextTable.Number("beyond"), "first beyond its tolerance");
        for (int i = 0; i < decides.Parts.Count; i++)
        {
            ReplayPart part = decides.Parts[i];
            string[] row = [part.Place, $"{part.Compared}", Number(part.Largest), part.LargestName, $"{part.Beyond}", part.FirstBeyond ?? ""];
            table.Add(single is null || i >= single.Parts.Count ? row : [.. row, Number(single.Parts[i].Largest), $"{single.Parts[i].Beyond}", single.Parts[i].FirstBeyond ?? ""]);
        }
        text.Table(table);
    }

    private static void WriteJson(Utf8JsonWriter json, ReplayReport report)
    {
        json.WriteString("trace", report.Trace);
        json.WriteString("precision", report.IsDouble ? "float64" : "float32");
        json.WriteBoolean("within", report.IsWithin);
        json.WriteDouble("largest", report.Largest);
        json.WriteStartArray("steps");
        foreach (ReplayPart part in report.Parts)
        {
            json.WriteStartObject();
            json.WriteString("step", part.Place);
            json.WriteNumber("compared", part.Compared);
            json.WriteDouble("largest", part.Largest);
            json.WriteString("where", part.LargestName);
            json.WriteNumber("beyond", part.Beyond);
            json.WriteString("first_beyond", part.FirstBeyond);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string Number(double value) => value == 0 ? "0" : value.ToString("0.0e+0", CultureInfo.InvariantCulture);
}
