using NatsBench.Fast.Inference;
using NatsBench.Fast.InferenceSupport;
using NatsBench.Fast.Models.Onnx;

namespace NatsBench.Fast.GpuCheck;

/// <summary>Trained networks on a device against PyTorch's logits.</summary>
/// <param name="provider">Who computes.</param>
/// <param name="shared">The folder with <c>golden</c> and <c>data</c>.</param>
internal sealed class GoldenCheck(ExecutionProvider provider, string shared)
{
    private static readonly (string Logits, string Archive, int Architecture)[] Files =
    [
        ("logits-tss-284.json", "NATS-tss-v1_0-3ffb9-full", 284),
        ("logits-sss-11.json", "NATS-sss-v1_0-50262-full", 11),
    ];

    // Half precision has eleven bits: some hundred roundings on the way, of numbers about 1.
    private static readonly (string Name, OnnxOptions Options, double Allowed)[] Forms =
    [
        ("single, folded", new OnnxOptions(), 1e-4),
        ("single, not folded", new OnnxOptions { FoldBatchNorm = false }, 1e-4),
        ("half, folded", new OnnxOptions { Half = true }, 5e-2),
    ];

    /// <summary>Prints the greatest difference of each trial; true where all are within what is allowed.</summary>
    public bool Run()
    {
        bool isRight = true;
        foreach ((string logits, string archive, int architecture) in Files)
            foreach (GoldenTrial trial in GoldenTrial.Of(Path.Combine(shared, "golden", logits), Path.Combine(shared, "data", archive), architecture))
                foreach ((string name, OnnxOptions options, double allowed) in Forms)
                {
                    byte[] model = OnnxExport.ToArray(trial.Network, options with { ImageSide = trial.ImageSide });
                    using INetworkRunner runner = NetworkRunner.Load(model, new RunnerOptions { Provider = provider, Batch = GoldenTrial.Images });
                    GoldenTrial.Fill(runner.Images<float>());
                    runner.Run(GoldenTrial.Images);
                    double difference = GoldenTrial.Difference(trial.Single, runner.Logits);
                    bool isWithin = difference <= allowed;
                    isRight &= isWithin;
                    Console.WriteLine($"{(isWithin ? "ok    " : "FAILED")} {difference:0.0e+0} (at most {allowed:0.0e+0}) {name}: {architecture} of {archive} on {trial.Dataset}, seed {trial.Seed}");
                }
        return isRight;
    }
}
