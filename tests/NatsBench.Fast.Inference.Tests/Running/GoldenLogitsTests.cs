using NatsBench.Fast.InferenceSupport;
using NatsBench.Fast.Models.Onnx;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Inference.Tests.Running;

/// <summary>Trained networks, exported and run, against the logits of PyTorch.</summary>
public sealed class GoldenLogitsTests
{
    [Theory]
    [InlineData("logits-tss-284.json", "NATS-tss-v1_0-3ffb9-full", 284, 5)]
    [InlineData("logits-sss-11.json", "NATS-sss-v1_0-50262-full", 11, 3)]
    public void Logits_are_those_of_PyTorch(string file, string archive, int architecture, int trials)
    {
        int compared = 0;
        foreach (GoldenTrial trial in GoldenTrial.Of(SharedData.Require("golden", file), SharedData.Require("data", archive), architecture))
        {
            foreach ((bool fold, double allowed) in new[] { (true, 1e-4), (false, 1e-5) })
            {
                byte[] model = OnnxExport.ToArray(trial.Network, new OnnxOptions { ImageSide = trial.ImageSide, FoldBatchNorm = fold });
                using INetworkRunner runner = NetworkRunner.Load(model, new RunnerOptions { Provider = ExecutionProvider.Cpu, Batch = GoldenTrial.Images, Threads = 1 });
                GoldenTrial.Fill(runner.Images<float>());
                runner.Run(GoldenTrial.Images);
                Assert.InRange(GoldenTrial.Difference(trial.Single, runner.Logits), 0, allowed);
                Assert.InRange(GoldenTrial.Difference(trial.Double, runner.Logits), 0, allowed);
            }
            compared++;
        }
        Assert.Equal(trials, compared);
    }
}
