using NatsBench.Fast.Inference;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Onnx;

namespace NatsBench.Fast.House.Tests;

/// <summary>What docs/inference.md shows.</summary>
internal static class InferenceExample
{
    public static void Run(ReadOnlySpan<float> images, TextWriter output)
    {
        // runner: begin
        NetworkGraph network = CellNetworks.Of(SizeNetwork.Parse("8:8:8:16:32"), classes: 10);
        byte[] model = OnnxExport.ToArray(network.Initialise(seed: 1));            // fresh weights; or those of an archive
        using INetworkRunner runner = NetworkRunner.Load(model, new RunnerOptions { Batch = 256 });
        images.CopyTo(runner.Images<float>());                                     // [256, 3, 32, 32], bound once
        runner.Run(images: 256);                                                   // allocates nothing
        output.WriteLine($"{runner.Used.Name()}: {runner.Logits.Length} logits, {runner.Features.Length} features");
        // runner: end
    }
}
