using System.Text.Json;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Onnx;
using NatsBench.Fast.Models.Onnx.Schema;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Models.Tests.Onnx;

/// <summary>Models of records in the official layout, computed in double precision, against PyTorch's logits in double precision.</summary>
public sealed class GoldenModelTests
{
    [Theory]
    [InlineData("NATS-tss-v1_0-3ffb9-full", 284, "logits-tss-284.json")]
    [InlineData("NATS-sss-v1_0-50262-full", 11, "logits-sss-11.json")]
    public void A_model_of_a_record_gives_the_logits_of_PyTorch(string archive, int index, string golden)
    {
        WeightArchive weights = WeightArchive.Open(SharedData.Require("data", archive));
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(SharedData.Require("golden", golden)));
        foreach (JsonElement trial in expected.RootElement.GetProperty("trials").EnumerateArray())
        {
            int side = trial.GetProperty("side").GetInt32();
            double[] image = [.. Enumerable.Range(0, 3 * side * side).Select(i => (double)(float)(Math.Sin(0.37 * i) + 0.5 * Math.Cos(0.011 * i)))];
            double[] logits = [.. trial.GetProperty("logits_float64")[0].EnumerateArray().Select(logit => logit.GetDouble())];
            NetworkGraph network = CellNetworks.Of(trial.GetProperty("arch").GetString()!, logits.Length);
            long seed = trial.GetProperty("seed").GetInt64();
            var tensors = weights.GetNetParam(
                index, new Dataset(trial.GetProperty("dataset").GetString()!), seed, new TrainingSetting(trial.GetProperty("hp").GetString()!))[seed];
            // Kept as they are, weights give PyTorch's own numbers, but for an epsilon that ONNX has in float32; folded ones are rounded once more.
            foreach ((bool fold, double error) in ((bool, double)[])[(false, 1e-9), (true, 1e-6)])
            {
                ModelProto model = ModelProto.Parser.ParseFrom(OnnxExport.ToArray(network.LoadState(tensors), new OnnxOptions { ImageSide = side, FoldBatchNorm = fold }));
                double[] given = OnnxArithmetic.Compute(model, image)["logits"].Numbers;
                Assert.All(logits.Zip(given), pair => Assert.Equal(pair.First, pair.Second, error));
            }
        }
    }
}
