using NatsBench.Fast.Data;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Tests.Onnx;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Evaluations.Tests;

/// <summary>The definition of an evaluation.</summary>
internal static class PlainEvaluation
{
    public static SetScore Of(TrainedNetwork network, ImageSet images, ImageStatistics statistics)
    {
        int top1 = 0, top5 = 0;
        double loss = 0;
        for (int i = 0; i < images.Count; i++)
        {
            double[] logits = Logits(network, images.Image(i), statistics);
            int label = images.Labels[i], place = Array.IndexOf([.. Enumerable.Range(0, logits.Length).OrderByDescending(k => logits[k])], label);
            (top1, top5) = (top1 + (place == 0 ? 1 : 0), top5 + (place < 5 ? 1 : 0));
            loss -= Math.Log(Math.Exp(logits[label]) / logits.Sum(Math.Exp));
        }
        return new SetScore(images.Count, top1, top5, loss / images.Count);
    }

    /// <summary>The classes of an image, likeliest first.</summary>
    public static int[] Order(TrainedNetwork network, ReadOnlySpan<byte> image, ImageStatistics statistics)
    {
        double[] logits = Logits(network, image, statistics);
        return [.. Enumerable.Range(0, logits.Length).OrderByDescending(k => logits[k])];
    }

    private static double[] Logits(TrainedNetwork network, ReadOnlySpan<byte> image, ImageStatistics statistics)
    {
        double[] pixels = new double[image.Length];
        int plane = statistics.Side * statistics.Side;
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (image[i] / 255.0 - statistics.Means[i / plane]) / statistics.Deviations[i / plane];
        return ReferenceNetwork.Forward(network, pixels, statistics.Side)[network.Graph.Logits];
    }
}
