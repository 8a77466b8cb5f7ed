using NatsBench.Fast.Cli.Parsing;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench onnx</c>: networks as ONNX models.</summary>
internal sealed class OnnxCommand : ExampleCommand
{
    public OnnxCommand() : base(
        "onnx", "Networks as ONNX models.",
        "natsbench onnx export --archive NATS-tss-v1_0-3ffb9-full --arch 284 --dataset cifar10 --seed 777 --hp 12 -o m.onnx") =>
        Subcommands.Add(new OnnxExportCommand());
}
