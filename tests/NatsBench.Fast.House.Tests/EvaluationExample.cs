using NatsBench.Fast.Data;
using NatsBench.Fast.Evaluations;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.House.Tests;

/// <summary>The example of docs/evaluation.md, compiled; the tests of evaluation run the same calls.</summary>
internal static class EvaluationExample
{
    public static void Run(ImageSet images, TextWriter output)
    {
        // evaluation: begin
        using INetworkRunner runner = NetworkRunner.Load("m.onnx", new RunnerOptions { Provider = ExecutionProvider.Cpu });
        SetScore score = NetworkEvaluation.Run(runner, images, ImageStatistics.Of(Dataset.Cifar10), "m.onnx");
        output.WriteLine($"{score.Top1} of {score.Images} images, loss {score.Loss:F4}");
        // evaluation: end
    }
}
