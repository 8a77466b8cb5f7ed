using System.Globalization;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.Inference.Arrays;
using NatsBench.Fast.InferenceSupport;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary>The way to check from outside: from an archive to a model, from NumPy's images to logits, against PyTorch's.</summary>
public sealed class GoldenInferTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("logits-tss-284.json", "NATS-tss-v1_0-3ffb9-full", 284)]
    [InlineData("logits-sss-11.json", "NATS-sss-v1_0-50262-full", 11)]
    public void Trained_networks_answer_as_in_PyTorch(string file, string archive, int architecture)
    {
        string directory = SharedData.Require("data", archive);
        // Small images, many classes: the last of each file.
        GoldenTrial trial = GoldenTrial.Of(SharedData.Require("golden", file), directory, architecture).Last();
        float[] images = new float[GoldenTrial.Images * 3 * trial.ImageSide * trial.ImageSide];
        GoldenTrial.Fill(images);
        using (NpyWriter writer = new(_folder["x.npy"], NpyType.F32, [GoldenTrial.Images, 3, trial.ImageSide, trial.ImageSide]))
        {
            writer.Write(images);
            writer.Commit();
        }

        foreach ((string[] options, double allowed) in new (string[], double)[] { ([], 1e-4), (["--no-fold"], 1e-5) })
        {
            Natsbench.Run(
            [
                "onnx", "export", "--archive", directory, "--arch", architecture.ToString(CultureInfo.InvariantCulture), "--dataset", trial.Dataset.Name,
                "--seed", trial.Seed.ToString(CultureInfo.InvariantCulture), "--hp", trial.Setting.Key, "-o", _folder["m.onnx"], .. options,
            ]).Succeeded();
            Natsbench.Run("infer", _folder["m.onnx"], "--input", _folder["x.npy"], "--output", _folder["y.npy"], "--provider", "cpu").Succeeded();
            using NpyReader reader = NpyReader.Open(_folder["y.npy"]);
            float[] logits = new float[trial.Single.Sum(row => row.Length)];
            reader.Read(logits);
            Assert.InRange(GoldenTrial.Difference(trial.Single, logits), 0, allowed);
        }
    }
}
