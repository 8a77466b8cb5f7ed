using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Cli.Weights;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Models.Stores;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench weights extract</c>.</summary>
internal sealed class WeightsExtractCommand : ExampleCommand
{
    private readonly Argument<string> _archive = CommonArguments.WeightArchive();
    private readonly WeightOptions _weights = new();
    private readonly Option<string> _output = CommonArguments.NotEmpty(new Option<string>("--output", "-o")
    {
        Description = "The weight store to write; an existing one is replaced when the new one is complete.",
        HelpName = "FILE.natsw",
    });
    private readonly Option<string> _safetensors = CommonArguments.NotEmpty(new Option<string>("--safetensors")
    {
        Description = "Write safetensors files into this folder instead, one for each training; or one such file, where one training is chosen.",
        HelpName = "DIR|FILE",
    });
    private readonly Option<int?> _threads = CommonArguments.Threads();
    private readonly Option<bool> _json = CommonArguments.Json();

    public WeightsExtractCommand() : base(
        "extract", "Take chosen weights out of a full archive; a store that was begun is continued by the same command.",
        "natsbench weights extract NATS-tss-v1_0-3ffb9-full.tar --arch 0-99,284 --hp 12 -o weights.natsw",
        "natsbench weights extract NATS-tss-v1_0-3ffb9-full --arch 284 --dataset cifar10 --seed 777 --safetensors cell-284.safetensors")
    {
        Arguments.Add(_archive);
        foreach (Option option in (Option[])[.. _weights.All, _output, _safetensors, _threads, _json])
            Options.Add(option);
        Validators.Add(result =>
        {
            if (result.GetResult(_output) is null == result.GetResult(_safetensors) is null)
                result.AddError("Name a weight store with -o, or safetensors with --safetensors.");
        });
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        Stopwatch clock = Stopwatch.StartNew();
        string path = parsed.GetRequiredValue(_archive);
        if (WeightStore.IsAt(path))
            throw new NatsBenchException($"{path}: is a weight store already; extract from the archive that it was made of");
        WeightArchive archive = WeightSource.OpenArchive(path, interruption.Token);
        IReadOnlyList<int> architectures = _weights.Architectures(parsed, archive.Architectures, path);
        string? store = parsed.GetValue(_output), safetensors = parsed.GetValue(_safetensors);
        ExtractionReport report = ProgressDisplay.Run("extracting", progress =>
        {
            ExtractionOptions options = new()
            {
                Threads = parsed.GetValue(_threads) ?? Environment.ProcessorCount,
                Cancellation = interruption.Token,
                Progress = progress,
                Comparing = progress,
            };
            return store is not null
                ? WeightExtraction.ToStore(archive, architectures, _weights.Choice(parsed), store, options)
                : WeightExtraction.ToSafetensors(archive, architectures, _weights.Choice(parsed), safetensors!, options);
        });
        double seconds = clock.Elapsed.TotalSeconds;
        string written = store ?? safetensors!;
        Answer answer = new(json => WriteJson(json, written, report, seconds), text => WriteText(text, written, report, seconds));
        return answer.Write(parsed.GetValue(_json), synthetic: "");
    }

    private static void WriteJson(Utf8JsonWriter json, string written, ExtractionReport report, double seconds)
    {
        json.WriteString("file", written);
        json.WriteNumber("architectures", report.Architectures);
        json.WriteNumber("networks", report.Networks);
        json.WriteNumber("tensors", report.Tensors);
        json.WriteNumber("bytes", report.Bytes);
        json.WriteStartArray("without");
        foreach (int index in report.Without)
            json.WriteNumberValue(index);
        json.WriteEndArray();
        json.WriteDouble("seconds", seconds);
    }

    private static void WriteText(TextOutput text, string written, ExtractionReport report, double seconds)
    {
        text.Title(
            $"{written}: {Display.Count(report.Networks)} networks of {Display.Count(report.Architectures - report.Without.Count)} architectures, "
            + $"{Display.Count(report.Tensors)} tensors, {Display.Bytes(report.Bytes)}, in {Display.Seconds(seconds)}");
        if (report.Without.Count > 0)
            text.Line($"no such weights: {Display.Indices(report.Without)}");
    }
}
