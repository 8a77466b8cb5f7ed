using NatsBench.Fast.Data;
using NatsBench.Fast.DataSupport;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Onnx;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Evaluations.Tests;

/// <summary>Networks over images against a plain evaluation: normalised, run step by step in double precision, sorted.</summary>
public sealed class NetworkEvaluationTests
{
    private static readonly ImageStatistics Statistics = ImageStatistics.Of(Dataset.ImageNet16120);

    [Fact]
    public void A_network_scores_what_its_definition_does()
    {
        TrainedNetwork network = CellNetworks.Of(SizeNetwork.Parse("8:8:8:8:16"), Statistics.Classes).Initialise(seed: 5);
        ImageSet images = Images(count: 12, network);
        SetScore score = Evaluate(network, images, new RunnerOptions { Provider = ExecutionProvider.Cpu, Batch = 5, Threads = 1 });
        SetScore expected = PlainEvaluation.Of(network, images, Statistics);
        Assert.Equal((expected.Images, expected.Top1, expected.Top5), (score.Images, score.Top1, score.Top5));
        Assert.InRange(score.Top1, 1, 11);
        Assert.Equal(expected.Loss, score.Loss, 1e-5);
    }

    [Fact]
    public void A_score_does_not_depend_on_the_batch()
    {
        TrainedNetwork network = CellNetworks.Of(SizeNetwork.Parse("8:8:8:8:8"), Statistics.Classes).Initialise(seed: 6);
        ImageSet images = Images(count: 9);
        int[] batches = [1, 4, 9, 256];
        SetScore[] scores = [.. batches.Select(
            batch => Evaluate(network, images, new RunnerOptions { Provider = ExecutionProvider.Cpu, Batch = batch, Threads = 1 }))];
        Assert.All(scores, score => Assert.Equal((9, scores[0].Top1, scores[0].Top5), (score.Images, score.Top1, score.Top5)));
        Assert.All(scores, score => Assert.Equal(scores[0].Loss, score.Loss, 1e-6));
    }

    [Fact]
    public void Images_that_are_not_the_networks_are_refused()
    {
        TrainedNetwork network = CellNetworks.Of(SizeNetwork.Parse("8:8:8:8:8"), classes: 10).Initialise(seed: 6);
        Assert.Equal(
            "network: takes images of 16x16 pixels and knows 10 classes; these have 16x16 and 120",
            Assert.Throws<NatsBenchException>(() => Evaluate(network, Images(count: 1), new RunnerOptions { Batch = 1 })).Message);
    }

    private static SetScore Evaluate(TrainedNetwork network, ImageSet images, RunnerOptions options)
    {
        using INetworkRunner runner = NetworkRunner.Load(OnnxExport.ToArray(network, new OnnxOptions { ImageSide = Statistics.Side }), options);
        return NetworkEvaluation.Run(runner, images, Statistics, "network", cancellation: TestContext.Current.CancellationToken);
    }

    // Random images. A fresh network sees one class in all of them, so a part has the class that it sees.
    private static ImageSet Images(int count, TrainedNetwork? network = null)
    {
        (byte[] pixels, int[] labels) = SyntheticImages.Random(count, Statistics.Side, firstLabel: 0, Statistics.Classes, seed: 7);
        ImageSet images = new(pixels, labels, Statistics.Classes, Statistics.Side);
        if (network is not null)
            for (int i = 0; i < count; i += 3)
                labels[i] = PlainEvaluation.Order(network, images.Image(i), Statistics)[i % 6];
        return images;
    }
}
