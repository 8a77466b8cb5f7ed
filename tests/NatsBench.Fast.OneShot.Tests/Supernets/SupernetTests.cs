using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.OneShot.Supernets;
using NatsBench.Fast.OneShot.Training;
using NatsBench.Fast.TestSupport;
using TorchSharp;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Tests.Supernets;

public sealed class SupernetTests
{
    private const double Tolerance = 1e-11;

    [Fact]
    public void They_have_as_many_weights_as_the_originals()
    {
        NeedsEngine.Skip();
        using TopologySupernet topology = new(16, 5, 10, ScalarType.Float32, CPU);
        using SizeSupernet size = new(10, ScalarType.Float32, CPU);
        Assert.Equal(1_692_698, topology.WeightCount);
        Assert.Equal(712_522, size.WeightCount);
    }

    [Theory]
    [InlineData("tss-init", OneShotAlgorithm.Gdas)]
    [InlineData("tss-enas-init", OneShotAlgorithm.Enas)]
    [InlineData("sss-init", OneShotAlgorithm.MaskSampling)]
    public void Their_tensors_have_the_originals_names_and_shapes(string file, OneShotAlgorithm algorithm)
    {
        NeedsEngine.Skip();
        using SupernetSearch search = Small.Search(Small.Settings(algorithm));
        Dictionary<string, string> expected = SafetensorsFile.Read(SharedData.Require("golden", "oneshot", $"{file}.safetensors")).Tensors.Tensors
            .Where(tensor => tensor.Name is not ("_tau" or "_masks")).ToDictionary(tensor => tensor.Name, tensor => string.Join('x', tensor.Shape.ToArray()));
        Dictionary<string, string> actual = SearchState.Of(search.Scene).ToDictionary(pair => pair.Name, pair => string.Join('x', pair.Value.shape));
        Assert.Equal(expected.OrderBy(pair => pair.Key, StringComparer.Ordinal), actual.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("|nor_conv_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_3x3~1|nor_conv_1x1~2|")]
    [InlineData("|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|none~1|none~2|")]
    [InlineData("|none~0|+|avg_pool_3x3~0|skip_connect~1|+|none~0|nor_conv_3x3~1|skip_connect~2|")]
    [InlineData("|none~0|+|none~0|none~1|+|none~0|none~1|none~2|")]
    public void A_mixture_of_one_operation_an_edge_is_that_path(string text)
    {
        NeedsEngine.Skip();
        using DisposeScope scope = NewDisposeScope();
        using SupernetSearch search = Small.Search(Small.Settings(OneShotAlgorithm.Gdas));
        TopologySupernet net = (TopologySupernet)search.Scene.Net;
        TopologyCell cell = TopologyCell.Parse(text);
        Tensor images = search.Scene.Batches.Base(0, 0).Images, weights = zeros(6, 5, ScalarType.Float64);
        for (int edge = 0; edge < 6; edge++)
            weights[edge, (int)cell[edge]] = 1;
        Tensor path = net.Path(search.Scene.TrainArchitecture(), images, [cell]);
        Assert.True(Distance(net.Mix(search.Scene.TrainArchitecture(), images, weights), path) < Tolerance);
        Assert.True(Distance(net.Path(search.Scene.TrainArchitecture(), images, [cell], new HardWeights(weights, cell)), path) < Tolerance);
    }

    [Fact]
    public void Channels_that_a_mask_hides_need_not_be_computed()
    {
        NeedsEngine.Skip();
        using DisposeScope scope = NewDisposeScope();
        using SupernetSearch search = Small.Search(Small.Settings(OneShotAlgorithm.MaskSampling)), other = Small.Search(Small.Settings(OneShotAlgorithm.MaskSampling));
        int[] candidates = [2, 5, 0, 7, 3, 1];
        Tensor narrow = Learn(search, new OneShot.Algorithms.WidthMask(candidates)), full = Learn(other, new FullMask(candidates));
        Assert.True(Distance(narrow, full) < Tolerance);
        Assert.True(Distance(search.Scene.Weights.Gradients, other.Scene.Weights.Gradients) < 1e-9);
        Assert.All(
            search.Scene.Net.Statistics.Entries.Zip(other.Scene.Net.Statistics.Entries),
            pair => Assert.True(Distance(pair.First.Mean, pair.Second.Mean) + Distance(pair.First.Variance, pair.Second.Variance) < Tolerance));

        static Tensor Learn(SupernetSearch search, INarrowing narrowing)
        {
            Batch batch = search.Scene.Batches.Base(0, 0);
            Tensor logits = ((SizeSupernet)search.Scene.Net).Forward(search.Scene.TrainWeights(), batch.Images, narrowing);
            nn.functional.cross_entropy(logits, batch.Labels).backward();
            return logits;
        }
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(8, false)]
    // The last stage has one pixel, whose memory is in either arrangement.
    [InlineData(4, true)]
    [InlineData(4, false)]
    public void The_gradient_of_a_mixture_is_its_slope(int side, bool isChannelsLast)
    {
        NeedsEngine.Skip();
        using DisposeScope scope = NewDisposeScope();
        using SupernetSearch search = Small.Search(Small.Settings(OneShotAlgorithm.DartsFirstOrder) with { ImageSide = side });
        search.Scene.IsChannelsLast = isChannelsLast;
        TopologySupernet net = (TopologySupernet)search.Scene.Net;
        Batch batch = search.Scene.Batches.Arch(0, 0);
        Tensor alpha = search.Scene.Alpha.Constant[0].clone().requires_grad_();
        Tensor Loss(Tensor weights) => nn.functional.cross_entropy(net.Mix(search.Scene.TrainArchitecture(), batch.Images, weights.softmax(1)), batch.Labels);
        Tensor gradient = autograd.grad([Loss(alpha)], [alpha])[0];
        for (int edge = 0; edge < 6; edge++)
            for (int operation = 0; operation < 5; operation++)
            {
                Tensor step = zeros_like(alpha);
                step[edge, operation] = 1e-5;
                double slope = ((Loss(alpha.detach() + step) - Loss(alpha.detach() - step)) / 2e-5).item<double>();
                Assert.Equal(slope, gradient[edge, operation].item<double>(), 1e-7);
            }
    }

    private static double Distance(Tensor a, Tensor b) => (a - b).abs().max().item<double>();

    // As the original has it: all channels, then a product.
    private sealed class FullMask(int[] candidates) : INarrowing
    {
        public long Channels(int module) => SizeSupernet.Width;

        public Tensor Narrow(int module, Tensor output)
        {
            Tensor mask = zeros(1, SizeSupernet.Width, 1, 1, ScalarType.Float64);
            mask.narrow(1, 0, SizeSupernet.Channels(candidates[module])).fill_(1);
            return output * mask;
        }
    }
}
