using System.Text.Json;
using CsCheck;
using NatsBench.Fast.Data;
using NatsBench.Fast.DataSupport;
using NatsBench.Fast.Evaluations.Scores;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Inference.Latency;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Onnx;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Evaluations.Tests.Scores;

/// <summary>NASWOT against its definition: codes of every ReLU, counted one by one over a batch in double precision.</summary>
public sealed class NaswotTests
{
    private const int Batch = 6;

    private static readonly ImageStatistics Statistics = ImageStatistics.Of(Dataset.ImageNet16120);
    private static readonly ScoreImages Noise = ScoreImages.Noise(Dataset.ImageNet16120, Batch, seed: 3);

    [Theory]
    [InlineData("|nor_conv_3x3~0|+|none~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|")]
    [InlineData("|skip_connect~0|+|nor_conv_1x1~0|none~1|+|none~0|avg_pool_3x3~1|none~2|")]
    [InlineData("|nor_conv_1x1~0|+|none~0|none~1|+|avg_pool_3x3~0|none~1|none~2|")]
    public void A_score_is_the_definitions(string cell)
    {
        SpaceArchitectures space = new(SearchSpace.Topology);
        int index = space.IndexOf(cell);
        TrainedNetwork network = space.Network(index, Statistics.Classes).Initialise(seed: 5);
        float[] kernel = PlainNaswot.Kernel(network, [.. Noise.Pixels.ToArray().Chunk(Noise.Pixels.Length / Batch)], Statistics.Side);
        double expected = PlainNaswot.LogDeterminant(kernel, Batch);
        Assert.True(expected > 10);
        Assert.Equal(expected, new Naswot(Plan() with { Seed = 5 }).Score(index), 1e-9);

        // Step by step the same.
        OnnxOptions steps = new() { FoldBatchNorm = false, BatchStatistics = true, WithKernel = true };
        using INetworkRunner runner = space.LoadFresh(
            index, Statistics, seed: 5, steps, new RunnerOptions { Provider = ExecutionProvider.Cpu, Batch = Batch, Threads = 1 });
        Noise.Pixels.CopyTo(runner.Images<float>());
        runner.Run(Batch);
        Assert.Equal(kernel, runner.Kernel.ToArray());
    }

    [Fact]
    public void Scores_are_those_of_PyTorch_and_NumPy()
    {
        // Written by tools/oracle/networks/naswot.py.
        using JsonDocument golden = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "tests", "NatsBench.Fast.Evaluations.Tests", "golden", "naswot.json")));
        ScoreImages images = ScoreImages.Noise(
            Dataset.ImageNet16120, golden.RootElement.GetProperty("batch").GetInt32(), golden.RootElement.GetProperty("images").GetInt64());
        SpaceArchitectures space = new(SearchSpace.Topology);
        JsonElement[] scores = [.. golden.RootElement.GetProperty("scores").EnumerateArray()];
        Assert.Equal(8, scores.Length);
        foreach (JsonElement one in scores)
        {
            double found = new Naswot(Plan(images) with { Seed = one.GetProperty("seed").GetInt64() }).Score(space.IndexOf(one.GetProperty("architecture").GetString()!));
            // A few of the places are within rounding of 0.
            Assert.Equal(one.GetProperty("score").ValueKind == JsonValueKind.Null ? double.NegativeInfinity : one.GetProperty("score").GetDouble(), found, 0.01);
        }
    }

    [Fact]
    public void Cells_that_show_nothing_have_no_score()
    {
        int nothing = new SpaceArchitectures(SearchSpace.Topology).IndexOf("|none~0|+|none~0|none~1|+|none~0|nor_conv_3x3~1|avg_pool_3x3~2|");
        Assert.Equal(double.NegativeInfinity, new Naswot(Plan()).Score(nothing));
        ScoreTable table = ScoreSweep.Run(Plan(), [nothing, 1462], cancellation: TestContext.Current.CancellationToken);
        Assert.Null(table.Scores[0].Score);
        Assert.True(table.Scores[1].Score > 0);
    }

    [Fact]
    public void One_image_has_the_logarithm_of_its_places()
    {
        SpaceArchitectures space = new(SearchSpace.Topology);
        int index = space.IndexOf("|skip_connect~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|");
        // Two reductions with two ReLUs each, of 16 x 16 x 16, 32 x 8 x 8 twice and 64 x 4 x 4, and the last of 64 x 4 x 4.
        int places = 16 * 256 + 32 * 64 + 32 * 64 + 64 * 16 + 64 * 16;
        Assert.Equal(Math.Log(places), new Naswot(Plan(ScoreImages.Noise(Dataset.ImageNet16120, 1, seed: 1))).Score(index), 1e-12);
    }

    [Fact]
    public void Two_equal_images_make_a_singular_kernel()
    {
        float[] pixels = [.. Noise.Pixels[..768], .. Noise.Pixels[..1536]];
        Assert.Equal(double.NegativeInfinity, new Naswot(Plan(ScoreImages.Of(pixels, 16, "twice"))).Score(1462));
    }

    [Fact]
    public void Scores_do_not_depend_on_how_many_run_at_once()
    {
        int[] indices = [1462, 284, 11, 5000, 9999];
        double?[] one = Scores(1), many = Scores(4);
        Assert.Equal(one, many);
        Assert.Equal(5, one.Distinct().Count());

        double?[] Scores(int workers) =>
            [.. ScoreSweep.Run(Plan() with { Workers = workers }, indices, cancellation: TestContext.Current.CancellationToken).Scores.Select(score => score.Score)];
    }

    [Fact]
    public void A_seed_and_the_images_make_other_scores()
    {
        double score = new Naswot(Plan()).Score(1462);
        Assert.NotEqual(score, new Naswot(Plan() with { Seed = 2 }).Score(1462));
        Assert.NotEqual(score, new Naswot(Plan(ScoreImages.Noise(Dataset.ImageNet16120, Batch, seed: 4))).Score(1462));
        Assert.Equal(score, new Naswot(Plan()).Score(1462));
    }

    [Fact]
    public void The_determinant_is_that_of_the_expansion() =>
        Gen.Int[1, 6].SelectMany(size => Gen.Int[-9, 9].Array[size * size].Select(values => (size, values))).Sample(matrix =>
        {
            float[] values = Array.ConvertAll(matrix.values, value => (float)value);
            double expected = PlainNaswot.LogDeterminant(values, matrix.size), found = LogDeterminant.Of(values, matrix.size);
            // Of whole numbers it is 0 or 1 and more; elimination leaves less than a billionth of none.
            return double.IsNegativeInfinity(expected) ? found < -20 : Math.Abs(expected - found) < 1e-9;
        });

    [Fact]
    public void The_determinant_of_numpy()
    {
        // numpy.linalg.slogdet of [[1, 2], [2, 4]], of the identity, and of [[0, 2], [3, 0]].
        Assert.Equal(double.NegativeInfinity, LogDeterminant.Of([1, 2, 2, 4], 2));
        Assert.Equal(0, LogDeterminant.Of([1, 0, 0, 1], 2));
        Assert.Equal(Math.Log(6), LogDeterminant.Of([0, 2, 3, 0], 2), 1e-15);
        Assert.Equal(0, LogDeterminant.Of([], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogDeterminant.Of([1, 2], 2));
    }

    [Fact]
    public void Images_that_are_none_are_refused()
    {
        float[] pixels = Noise.Pixels.ToArray();
        pixels[1000] = float.NaN;
        Assert.Equal("mine: number 232 of image 1 is NaN; images are finite numbers", Refusal(() => ScoreImages.Of(pixels, 16, "mine")));
        pixels[1000] = float.PositiveInfinity;
        Assert.Contains("image 1 is", Refusal(() => ScoreImages.Of(pixels, 16, "mine")), StringComparison.Ordinal);
        Assert.Equal("mine: 767 numbers are no images of 3 x 16 x 16", Refusal(() => ScoreImages.Of(pixels.AsSpan(0, 767), 16, "mine")));
        Assert.Equal("mine: 0 numbers are no images of 3 x 16 x 16", Refusal(() => ScoreImages.Of([], 16, "mine")));
        Assert.Contains(
            "has images of 32x32 pixels; networks of ImageNet16-120 take 16x16", Refusal(() => new Naswot(Plan(ScoreImages.Noise(Dataset.Cifar10, 2, seed: 1))).Score(11)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_is_drawn_from_a_set_without_putting_back()
    {
        (byte[] pixels, int[] labels) = SyntheticImages.Random(20, 16, firstLabel: 0, 120, seed: 7);
        ImageSet set = new(pixels, labels, 120, 16);
        ScoreImages all = ScoreImages.Draw(set, Dataset.ImageNet16120, 20, seed: 1, "a set");
        Assert.Equal(20, all.Pixels.ToArray().Chunk(768).Select(image => string.Join(',', image)).Distinct().Count());
        Assert.Equal(all.Digest, ScoreImages.Draw(set, Dataset.ImageNet16120, 20, seed: 1, "a set").Digest);
        Assert.NotEqual(all.Digest, ScoreImages.Draw(set, Dataset.ImageNet16120, 20, seed: 2, "a set").Digest);
        Assert.Equal("a set: has 20 images; a batch of 21 needs as many", Refusal(() => ScoreImages.Draw(set, Dataset.ImageNet16120, 21, seed: 1, "a set")));
        Assert.Contains("those of cifar10 have 32x32", Refusal(() => ScoreImages.Draw(set, Dataset.Cifar10, 2, seed: 1, "a set")), StringComparison.Ordinal);
    }

    internal static NaswotPlan Plan(ScoreImages? images = null) =>
        new(SearchSpace.Topology, Dataset.ImageNet16120, images ?? Noise) { Provider = ExecutionProvider.Cpu, Workers = 2 };

    private static string Refusal(Action action) => Assert.Throws<NatsBenchException>(action).Message;
}
