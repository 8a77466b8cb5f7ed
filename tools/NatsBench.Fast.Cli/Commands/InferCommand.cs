using System.CommandLine;
using System.Globalization;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Inference.Arrays;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench infer</c>.</summary>
internal sealed class InferCommand : ExampleCommand
{
    private readonly Argument<string> _model = new("MODEL") { Description = "An ONNX model, made by 'natsbench onnx export' or with the same names: images in, logits out." };
    private readonly Option<string> _input = Place("--input", "Images, a .npy file: float32 [N, 3, rows, columns], normalised; or uint8, where the model normalises.");
    private readonly Option<string> _output = Place("--output", "Where the logits go, a .npy file: float32 [N, classes].", "-o");
    private readonly Option<string> _features = Place("--features", "Where the features go as well, the vectors that are classified: float32 [N, numbers].");
    private readonly RunnerArguments _runner = new();
    private readonly Option<bool> _json = CommonArguments.Json("Print one line of JSON about the run instead of text.");

    public InferCommand() : base(
        "infer", "Run an ONNX model over images: logits out.",
        "natsbench infer m.onnx --input x.npy --output y.npy",
        "natsbench infer m.onnx --input x.npy --output y.npy --features f.npy --provider cuda --batch 1024 --json")
    {
        _input.Required = _output.Required = true;
        Arguments.Add(_model);
        foreach (Option option in (Option[])[_input, _output, _features])
            Options.Add(option);
        _runner.AddTo(this);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        RunnerOptions options = _runner.Read(parsed);
        string output = parsed.GetRequiredValue(_output);
        ArrayInferenceReport report = ProgressDisplay.Run("running", progress => ArrayInference.Run(
            parsed.GetRequiredValue(_model), parsed.GetRequiredValue(_input), output, parsed.GetValue(_features), options, progress, interruption.Token));

        double seconds = report.Elapsed.TotalSeconds, rate = seconds > 0 ? report.Images / seconds : 0;
        Answer answer = new(
            json =>
            {
                json.WriteString("file", output);
                json.WriteNumber("images", report.Images);
                json.WriteNumber("classes", report.Signature.Classes);
                json.WriteNumber("features", report.Signature.Features);
                json.WriteString("provider_requested", report.Requested.Name());
                json.WriteString("provider", report.Used.Name());
                json.WriteString("device", report.Device);
                json.WriteNumber("batch", report.Batch);
                json.WriteNumber("threads", report.Threads);
                json.WriteDouble("seconds", seconds);
                json.WriteDouble("images_per_second", rate);
            },
            text =>
            {
                text.Title($"{output}: logits of {Display.Count(report.Images)} images, {report.Signature.Classes} classes, in {Display.Seconds(seconds)}");
                text.Line(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.Used.Name()} ({report.Requested.Name()} was asked for), {report.Device}; batches of {report.Batch}, {rate:N0} images/s"));
            });
        return answer.Write(parsed.GetValue(_json), synthetic: "");
    }

    private static Option<string> Place(string name, string description, params string[] aliases) =>
        CommonArguments.NotEmpty(new Option<string>(name, aliases) { Description = description, HelpName = "FILE.npy" });
}
