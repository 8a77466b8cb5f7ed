using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Cli.Weights;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench onnx export</c>.</summary>
internal sealed class OnnxExportCommand : ExampleCommand
{
    private readonly NetworkOptions _networks = new();
    private readonly Option<string> _output = CommonArguments.NotEmpty(new Option<string>("--output", "-o")
    {
        Description = "The model to write, where one network is chosen; or a folder for one model each, such as 000284-12-cifar10-777.onnx, where those that are there are left as they are.",
        HelpName = "FILE.onnx|DIR",
        Required = true,
    });
    private readonly Option<bool> _noFold = new("--no-fold") { Description = "Keep each batch normalisation and every step, with all tensors by PyTorch's names. Default: folded, which runs faster." };
    private readonly Option<bool> _half = new("--half") { Description = "Compute in float16; input and outputs stay float32." };
    private readonly Option<bool> _pixels = new("--with-preprocessing") { Description = "Take pixels, uint8, and normalise them inside as the dataset's are. Default: float32, normalised." };
    private readonly Option<bool> _kernel = new("--kernel") { Description = "A third output: NASWOT's kernel, how many activations two images of the batch share." };
    private readonly Option<int?> _side = CommonArguments.Number<int>("--image-side", "Rows and columns of an image. Default: those of the dataset.", least: 1, most: 1 << 12);
    private readonly Option<bool> _force = new("--force") { Description = "Write models that are in the folder already once more." };
    private readonly Option<int?> _threads = CommonArguments.Threads();
    private readonly Option<bool> _json = CommonArguments.Json();

    public OnnxExportCommand() : base(
        "export", "Write trained or fresh networks as ONNX models: images in, logits and features out.",
        "natsbench onnx export --archive NATS-tss-v1_0-3ffb9-full --arch 284 --dataset cifar10 --seed 777 --hp 12 -o m.onnx",
        "natsbench onnx export --store weights.natsw --arch 0-99,284 --hp 12 -o models --half",
        "natsbench onnx export --init-seed 1 --space tss --arch all --dataset cifar10 --kernel -o fresh")
    {
        _networks.AddTo(this);
        foreach (Option option in (Option[])[_output, _noFold, _half, _pixels, _kernel, _side, _force, _threads, _json])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        Stopwatch clock = Stopwatch.StartNew();
        using NetworkSource source = _networks.Open(parsed, interruption.Token);
        string output = parsed.GetRequiredValue(_output);
        OnnxExportRun run = new(source, parsed.GetValue(_side))
        {
            Fold = !parsed.GetValue(_noFold),
            Half = parsed.GetValue(_half),
            WithPreprocessing = parsed.GetValue(_pixels),
            WithKernel = parsed.GetValue(_kernel),
        };
        OnnxExportRun.Report report = Path.GetExtension(output).Equals(".onnx", StringComparison.OrdinalIgnoreCase)
            ? run.ToFile(output)
            : ProgressDisplay.Run("exporting", progress => run.ToFolder(
                output, parsed.GetValue(_force), parsed.GetValue(_threads) ?? Environment.ProcessorCount, progress, interruption.Token));
        double seconds = clock.Elapsed.TotalSeconds;
        Answer answer = new(json => WriteJson(json, output, report, seconds), text => WriteText(text, output, report, seconds));
        return answer.Write(parsed.GetValue(_json), synthetic: "");
    }

    private static void WriteJson(Utf8JsonWriter json, string output, OnnxExportRun.Report report, double seconds)
    {
        json.WriteString("output", output);
        json.WriteNumber("models", report.Files.Count);
        json.WriteNumber("already_there", report.AlreadyThere);
        json.WriteNumber("bytes", report.Bytes);
        json.WriteStartArray("files");
        foreach (string file in report.Files)
            json.WriteStringValue(file);
        json.WriteEndArray();
        json.WriteStartArray("without");
        foreach (int index in report.Without)
            json.WriteNumberValue(index);
        json.WriteEndArray();
        json.WriteDouble("seconds", seconds);
    }

    private static void WriteText(TextOutput text, string output, OnnxExportRun.Report report, double seconds)
    {
        text.Title(
            $"{output}: {Display.Count(report.Files.Count)} {(report.Files.Count == 1 ? "model" : "models")}, {Display.Bytes(report.Bytes)}, in {Display.Seconds(seconds)}"
            + (report.AlreadyThere > 0 ? $"; {Display.Count(report.AlreadyThere)} were there (--force writes them once more)" : ""));
        if (report.Files is [var first, .., var last])
            text.Line($"{first} to {last}");
        if (report.Without.Count > 0)
            text.Line($"no such weights: {Display.Indices(report.Without)}");
    }
}
