using System.Text.Json;
using NatsBench.Fast.InferenceSupport;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Onnx;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Inference.Tests.Running;

/// <summary>Networks of both spaces, weights by formula, against the logits that PyTorch answered (<c>tools/oracle/networks/logits.py</c>).</summary>
public sealed class OtherNetworksTests
{
    private const int Images = 2;

    [Fact]
    public void Logits_are_those_of_PyTorch()
    {
        string golden = Path.Combine(SharedData.RepositoryRoot, "tests", "NatsBench.Fast.Inference.Tests", "golden", "logits.json");
        using JsonDocument answers = JsonDocument.Parse(File.ReadAllText(golden));
        int compared = 0;
        foreach (JsonElement answer in answers.RootElement.EnumerateArray())
        {
            string text = answer.GetProperty("arch").GetString()!;
            int classes = answer.GetProperty("classes").GetInt32(), side = answer.GetProperty("side").GetInt32();
            NetworkGraph network = TopologyCell.TryParse(text, out TopologyCell cell)
                ? CellNetworks.Of(cell, classes)
                : CellNetworks.Of(SizeNetwork.Parse(text), classes);
            TrainedNetwork trained = AsTrained(network, answer.GetProperty("seed").GetInt64());
            double[][] expected =
                [.. answer.GetProperty("logits").EnumerateArray().Select(row => row.EnumerateArray().Select(value => value.GetDouble()).ToArray())];
            // Where skips and means alone add up over cells, logits grow to a hundred million.
            double scale = Math.Max(1, expected.Max(row => row.Max(Math.Abs)));
            foreach ((bool fold, double allowed) in new[] { (true, 1e-4), (false, 1e-5) })
            {
                byte[] model = OnnxExport.ToArray(trained, new OnnxOptions { ImageSide = side, FoldBatchNorm = fold });
                using INetworkRunner runner = NetworkRunner.Load(model, new RunnerOptions { Provider = ExecutionProvider.Cpu, Batch = Images, Threads = 1 });
                GoldenTrial.Fill(runner.Images<float>());
                runner.Run(Images);
                double difference = GoldenTrial.Difference(expected, runner.Logits);
                Assert.True(difference <= allowed * scale, $"{text}, fold {fold}: {difference} of {scale}");
            }
            compared++;
        }
        Assert.Equal(22, compared);
    }

    // A fresh network, whose batch normalisations get numbers as after a training.
    private static TrainedNetwork AsTrained(NetworkGraph network, long seed)
    {
        IReadOnlyList<Tensor> fresh = network.Initialise(seed).Tensors;
        return network.LoadState(new TensorSet(fresh.Select((tensor, t) =>
        {
            if (tensor.Shape.Length != 1 || tensor.Name.StartsWith("classifier", StringComparison.Ordinal))
                return tensor;
            float[] values = new float[tensor.Shape[0]];
            for (int i = 0; i < values.Length; i++)
                values[i] = (float)(tensor.Name[(tensor.Name.LastIndexOf('.') + 1)..] switch
                {
                    "weight" => 1 + 0.3 * Math.Sin(0.7 * i + t),
                    "bias" => 0.2 * Math.Cos(0.5 * i + t),
                    "running_mean" => 0.3 * Math.Sin(1.1 * i + t),
                    _ => 1 + 0.5 * Math.Sin(0.3 * i + t),
                });
            return new Tensor(tensor.Name, tensor.Shape, values);
        })));
    }
}
