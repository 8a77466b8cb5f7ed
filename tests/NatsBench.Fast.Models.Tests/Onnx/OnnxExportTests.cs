using CsCheck;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Onnx;
using NatsBench.Fast.Models.Onnx.Schema;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Models.Tests.Onnx;

/// <summary>Models compute what networks are defined to compute, folded or not.</summary>
public sealed class OnnxExportTests
{
    private const int Side = 8;

    // Rounding of folded weights to float32 moves outputs by their last digits.
    private const double Rounding = 2e-6;

    public static TheoryData<string, int[]> Networks() => new()
    {
        { "|nor_conv_3x3~0|+|nor_conv_1x1~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|avg_pool_3x3~2|", [4, 8, 8, 12, 12] },
        // Between widths: pooling with a convolution before it, a skip with one, zeros.
        { "|avg_pool_3x3~0|+|skip_connect~0|none~1|+|none~0|nor_conv_3x3~1|nor_conv_1x1~2|", [4, 8, 12, 12, 16] },
        // Nothing reaches the output: every logit is what it is for any image.
        { "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|", [4, 8, 8, 16, 16] },
        // Zeros through convolutions and norms: uniform values, then a padded convolution that reads one.
        { "|none~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_3x3~2|", [4, 8, 8, 8, 8] },
        { "|none~0|+|none~0|nor_conv_3x3~1|+|none~0|none~1|nor_conv_1x1~2|", [4, 8, 8, 8, 8] },
        // Edges that reach nothing.
        { "|nor_conv_3x3~0|+|nor_conv_3x3~0|none~1|+|avg_pool_3x3~0|none~1|none~2|", [4, 4, 4, 4, 4] },
        // Nodes that add one edge, or one twice.
        { "|nor_conv_3x3~0|+|skip_connect~1|+|skip_connect~2|skip_connect~2|", [4, 4, 4, 4, 4] },
        { "|skip_connect~0|", [5, 3] },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Any_network_computes_what_it_is_defined_to(string cell, int[] channels) =>
        AssertComputes(MadeNetwork.Of(CellNetworks.Of(CellText.Str2Lists(cell), channels, classes: 7), seed: 1));

    [Fact]
    public void So_does_a_network_of_the_size_space() => AssertComputes(MadeNetwork.Of(CellNetworks.Of(SizeNetwork.Parse("8:16:8:24:16"), classes: 10), seed: 2));

    [Fact]
    public void And_every_kind_of_cell() => Gen.Int[0, TopologyCell.Count - 1].Sample(
        code => AssertComputes(MadeNetwork.Of(CellNetworks.Of(TopologyCell.FromCode(code), classes: 3, channels: 2, cells: 1), seed: code), side: 4), iter: 300);

    [Fact]
    public void Unfolded_models_have_every_tensor_by_its_name_and_every_step()
    {
        TrainedNetwork network = Topology();
        ModelProto model = Export(network, fold: false);
        Assert.Equal(
            network.Tensors.Where(tensor => tensor.Type == ElementType.F32).Select(tensor => tensor.Name), model.Graph.Initializer.Select(tensor => tensor.Name));
        foreach (TensorProto tensor in model.Graph.Initializer)
        {
            Tensor own = network.Tensors.Single(one => one.Name == tensor.Name);
            Assert.Equal(own.Shape.ToArray(), tensor.Dims.Select(side => (int)side));
            Assert.Equal(own.Floats.ToArray(), OnnxArithmetic.Read(tensor).Numbers.Select(number => (float)number));
        }
        HashSet<string> steps = [.. model.Graph.Node.Select(node => node.Name)];
        foreach (Node node in network.Graph.Nodes[1..])
            Assert.Contains(node.Path switch { "classifier" => "logits", "global_pooling" => "features", var path => path }, steps);
    }
    private static TrainedNetwork Topology() =>
        MadeNetwork.Of(CellNetworks.Of(TopologyCell.Parse("|nor_conv_3x3~0|+|none~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_1x1~1|none~2|"), classes: 10), seed: 3);

    private static ModelProto Export(TrainedNetwork network, bool fold, int side = Side) =>
        ModelProto.Parser.ParseFrom(OnnxExport.ToArray(network, new OnnxOptions { ImageSide = side, FoldBatchNorm = fold }));

    private static void AssertComputes(TrainedNetwork network, int side = Side)
    {
        double[] image = MadeNetwork.Image(side, seed: 5);
        double[][] expected = ReferenceNetwork.Forward(network, image, side);
        foreach (bool fold in (bool[])[false, true])
        {
            IReadOnlyDictionary<string, OnnxArithmetic.Value> values = OnnxArithmetic.Compute(Export(network, fold, side), image);
            AssertNear(expected[network.Graph.Logits], values["logits"]);
            AssertNear(expected[network.Graph.Features], values["features"]);
        }
    }

    private static void AssertNear(double[] expected, OnnxArithmetic.Value value)
    {
        Assert.Equal([1, expected.Length], value.Sides);
        Assert.All(expected.Zip(value.Numbers), pair => Assert.Equal(pair.First, pair.Second, Rounding * (1 + Math.Abs(pair.First))));
    }
}
