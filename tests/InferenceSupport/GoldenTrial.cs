using System.Text.Json;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.InferenceSupport;

/// <summary>A trained network of a sample archive, and the logits that PyTorch answered for four images, in single and in double precision.</summary>
internal sealed record GoldenTrial(
    Dataset Dataset, TrainingSetting Setting, long Seed, TrainedNetwork Network, int ImageSide, double[][] Single, double[][] Double)
{
    public const int Images = 4;

    /// <summary>The trials of a golden file, with the weights of their archive.</summary>
    /// <param name="file">A <c>logits-*.json</c>.</param>
    /// <param name="archive">A <c>-full</c> directory.</param>
    /// <param name="architecture">The index of the trials' architecture.</param>
    public static IEnumerable<GoldenTrial> Of(string file, string archive, int architecture)
    {
        WeightArchive weights = WeightArchive.Open(archive);
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllText(file));
        foreach (JsonElement trial in golden.RootElement.GetProperty("trials").EnumerateArray())
        {
            Dataset dataset = new(trial.GetProperty("dataset").GetString()!);
            long seed = trial.GetProperty("seed").GetInt64();
            TrainingSetting setting = new(trial.GetProperty("hp").GetString()!);
            TensorSet tensors = weights.GetNetParam(architecture, dataset, seed, setting)[seed];
            string text = trial.GetProperty("arch").GetString()!;
            int classes = tensors["classifier.bias"].Shape[0];
            NetworkGraph network = TopologyCell.TryParse(text, out TopologyCell cell)
                ? CellNetworks.Of(cell, classes)
                : CellNetworks.Of(SizeNetwork.Parse(text), classes);
            yield return new GoldenTrial(
                dataset, setting, seed, network.LoadState(tensors), trial.GetProperty("side").GetInt32(), Rows(trial, "logits_float32"), Rows(trial, "logits_float64"));
        }
    }

    /// <summary>Writes the images: x[i] = sin(0.37 i) + 0.5 cos(0.011 i).</summary>
    public static void Fill(Span<float> images)
    {
        for (int i = 0; i < images.Length; i++)
            images[i] = (float)(Math.Sin(0.37 * i) + 0.5 * Math.Cos(0.011 * i));
    }

    /// <summary>The greatest difference of some logits from PyTorch's.</summary>
    public static double Difference(double[][] expected, ReadOnlySpan<float> logits)
    {
        if (expected.Sum(row => row.Length) != logits.Length)
            return double.PositiveInfinity;
        double most = 0;
        int i = 0;
        foreach (double[] row in expected)
            foreach (double value in row)
                most = Math.Max(most, Math.Abs(value - logits[i++]));
        return most;
    }

    private static double[][] Rows(JsonElement trial, string name) =>
        [.. trial.GetProperty(name).EnumerateArray().Select(row => row.EnumerateArray().Select(value => value.GetDouble()).ToArray())];
}
