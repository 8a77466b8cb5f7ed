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
    public void Any_network_computes_what_it_is_defined_to(string cell, int[] channels)
    {
        TrainedNetwork network = MadeNetwork.Of(CellNetworks.Of(CellText.Str2Lists(cell), channels, classes: 7), seed: 1);
        AssertComputes(network);
        // Images that are one pixel in the end.
        AssertComputes(network, side: 4);
    }

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

    [Fact]
    public void No_model_computes_with_shapes()
    {
        // Steps that a GPU leaves to the processor.
        foreach (OnnxOptions options in Kinds())
            Assert.DoesNotContain(
                Export(MadeNetwork.Of(CellNetworks.Of(default(TopologyCell), classes: 10), seed: 2), options).Graph.Node, node => node.OpType is "Shape" or "Concat");
    }

    [Fact]
    public void Initialisers_of_an_unfolded_model_have_as_many_numbers_as_the_network_has_parameters_and_statistics() =>
        Gen.Int[0, SizeNetwork.Count - 1].Sample(
            code =>
            {
                NetworkGraph network = CellNetworks.Of(SizeNetwork.FromCode(code), classes: 10);
                ModelProto model = Export(MadeNetwork.Of(network, seed: code), fold: false);
                Assert.Equal(network.Parameters, Count(model, name => !name.Contains("running", StringComparison.Ordinal)));
            },
            iter: 20);

    [Fact]
    public void A_folded_model_has_a_bias_where_a_norm_was()
    {
        NetworkGraph network = CellNetworks.Of(SizeNetwork.Parse("8:16:24:32:40"), classes: 10);
        int folded = network.Nodes.ToArray().Where(node => node.Operation is BatchNorm && node.Path != "lastact.0").Sum(node => ((BatchNorm)node.Operation).Channels);
        ModelProto model = Export(MadeNetwork.Of(network, seed: 1), fold: true);
        Assert.Equal(network.Parameters - folded, Count(model, _ => true));
        Assert.Equal(["lastact.0"], model.Graph.Node.Where(node => node.OpType == "BatchNormalization").Select(node => node.Name));
    }

    [Fact]
    public void The_same_network_gives_the_same_bytes()
    {
        foreach (OnnxOptions options in Kinds())
        {
            OnnxLabels labels = new() { Architecture = "a", Dataset = Dataset.Cifar10, Setting = TrainingSetting.Epochs12, Seed = 777, Weights = "archive" };
            byte[] first = OnnxExport.ToArray(Topology(), options, labels);
            Assert.Equal(first, OnnxExport.ToArray(Topology(), options, labels));
            using MemoryStream stream = new();
            OnnxExport.Write(Topology(), stream, options, labels);
            Assert.Equal(first, stream.ToArray());
        }
    }

    [Fact]
    public void A_model_says_where_it_is_from()
    {
        OnnxLabels labels = new() { Architecture = "8:8:8:8:8", Dataset = Dataset.Cifar10Valid, Setting = TrainingSetting.Epochs01, Seed = -1, Weights = "archive" };
        ModelProto model = ModelProto.Parser.ParseFrom(OnnxExport.ToArray(Topology(), labels: labels));
        Assert.Equal(
            ["architecture=8:8:8:8:8", "dataset=cifar10-valid", "hp=01", "seed=-1", "weights=archive", "batch_norm=folded", "precision=float32"],
            model.MetadataProps.Select(entry => $"{entry.Key}={entry.Value}"));
        Assert.Equal(("NatsBench.Fast", 8L, 17L), (model.ProducerName, model.IrVersion, model.OpsetImport.Single().Version));
        Assert.Equal(["N", "3", "32", "32"], Sides(model.Graph.Input.Single()));
        Assert.Equal(["logits", "features"], model.Graph.Output.Select(output => output.Name));
        Assert.Equal([["N", "10"], ["N", "64"]], model.Graph.Output.Select(Sides));
        Assert.Equal(["batch_norm", "precision"], ModelProto.Parser.ParseFrom(OnnxExport.ToArray(Topology())).MetadataProps.Select(entry => entry.Key));
    }

    [Fact]
    public void In_float16_inputs_and_outputs_stay_float32_and_numbers_are_the_nearest()
    {
        TrainedNetwork network = Topology();
        double[] image = MadeNetwork.Image(Side, seed: 6), expected = ReferenceNetwork.Forward(network, image, Side)[network.Graph.Logits];
        foreach (bool fold in (bool[])[false, true])
        {
            ModelProto model = Export(network, new OnnxOptions { ImageSide = Side, FoldBatchNorm = fold, Half = true });
            Assert.All(model.Graph.Initializer, tensor => Assert.Equal((int)TensorProto.Types.DataType.Float16, tensor.DataType));
            Assert.All(model.Graph.Input.Concat(model.Graph.Output), value => Assert.Equal((int)TensorProto.Types.DataType.Float, value.Type.TensorType.ElemType));
            double[] logits = OnnxArithmetic.Compute(model, image)["logits"].Numbers;
            Assert.All(expected.Zip(logits), pair => Assert.Equal(pair.First, pair.Second, 0.02 * (1 + Math.Abs(pair.First))));
        }
        Assert.Equal((double)(Half)network.Tensors[0].Floats[0], OnnxArithmetic.Read(Export(network, new OnnxOptions { FoldBatchNorm = false, Half = true }).Graph.Initializer[0]).Numbers[0]);
    }

    [Fact]
    public void Pixels_are_normalised_inside_to_the_last_bit()
    {
        foreach (Dataset dataset in (Dataset[])[Dataset.Cifar10, Dataset.Cifar100, Dataset.ImageNet16120])
        {
            ImageStatistics images = ImageStatistics.Of(dataset);
            ModelProto model = Export(Topology(), new OnnxOptions { ImageSide = 16, Preprocessing = images });
            Assert.Equal((int)TensorProto.Types.DataType.Uint8, model.Graph.Input.Single().Type.TensorType.ElemType);
            double[] pixels = [.. Enumerable.Range(0, 3 * 256).Select(i => i % 256.0)];
            Assert.Equal(images.Normalised(), OnnxArithmetic.Compute(model, pixels)["images.normalised"].Numbers.Select(number => (float)number));
            Assert.Equal(["images.normalised"], model.Graph.Node.Single(node => node.Name == "stem.1").Input.Take(1));
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_kernel_counts_the_places_where_two_images_agree_at_every_ReLU(string cell, int[] channels)
    {
        TrainedNetwork network = MadeNetwork.Of(CellNetworks.Of(CellText.Str2Lists(cell), channels, classes: 3), seed: 4);
        double[][] images = [.. Enumerable.Range(0, 3).Select(seed => MadeNetwork.Image(Side, seed))];
        double[][][] values = [.. images.Select(image => ReferenceNetwork.Forward(network, image, Side))];
        List<double> expected = [];
        foreach (double[][] a in values)
            foreach (double[][] b in values)
            {
                double agreeing = 0;
                for (int i = 0; i < a.Length; i++)
                    if (network.Graph.Nodes[i].Operation is Relu)
                        agreeing += a[i].Zip(b[i]).Count(pair => pair.First > 0 == pair.Second > 0);
                expected.Add(agreeing);
            }
        foreach (OnnxOptions options in (OnnxOptions[])[new(), new() { FoldBatchNorm = false }])
        {
            ModelProto model = Export(network, options with { ImageSide = Side, WithKernel = true });
            OnnxArithmetic.Value kernel = OnnxArithmetic.Compute(model, images)["kernel"];
            Assert.Equal([3, 3], kernel.Sides);
            Assert.Equal(expected, kernel.Numbers);
            Assert.Equal(["N", "N"], Sides(model.Graph.Output[2]));
        }
    }

    [Fact]
    public void A_negative_variance_is_refused()
    {
        TrainedNetwork network = With("cells.0.layers.0.op.2.running_var", -0.25f);
        foreach (bool fold in (bool[])[false, true])
            Assert.Equal(
                "cells.0.layers.0.op.2.running_var float32 [16]: element 0 is -0.25, and no variance is negative; take the weights of another seed or setting",
                Assert.Throws<NatsBenchException>(() => Export(network, fold)).Message);
    }

    [Fact]
    public void Numbers_beyond_the_precision_are_refused()
    {
        Assert.StartsWith(
            "classifier.bias: element 0 is 65520, beyond float16",
            Assert.Throws<NatsBenchException>(() => Export(With("classifier.bias", 65_520), new OnnxOptions { Half = true })).Message, StringComparison.Ordinal);
        Assert.NotEmpty(OnnxExport.ToArray(With("classifier.bias", 65_519), new OnnxOptions { Half = true }));
        TrainedNetwork large = With("stem.1.weight", float.MaxValue);
        Assert.StartsWith("stem.0.weight: element ", Assert.Throws<NatsBenchException>(() => Export(With("stem.1.running_var", 0, large), fold: true)).Message, StringComparison.Ordinal);
        Assert.NotEmpty(OnnxExport.ToArray(large, new OnnxOptions { FoldBatchNorm = false }));
    }

    [Fact]
    public void Images_that_do_not_fit_are_refused_with_the_step()
    {
        Assert.StartsWith(
            "images of 30 pixels a side do not fit this network: cells.11.sum is given", Assert.Throws<NatsBenchException>(() => Export(Topology(), fold: true, side: 30)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Export(Topology(), fold: true, side: 0));
    }

    [Fact]
    public void What_is_refused_writes_nothing()
    {
        using MemoryStream stream = new();
        Assert.Throws<NatsBenchException>(() => OnnxExport.Write(Topology(), stream, new OnnxOptions { ImageSide = 30 }));
        Assert.Equal(0, stream.Length);
    }

    internal static IEnumerable<OnnxOptions> Kinds()
    {
        foreach (bool fold in (bool[])[true, false])
            foreach (bool half in (bool[])[false, true])
                foreach (bool withKernel in (bool[])[false, true])
                    foreach (ImageStatistics? images in (ImageStatistics?[])[null, ImageStatistics.Of(Dataset.Cifar10)])
                        yield return new OnnxOptions { FoldBatchNorm = fold, Half = half, WithKernel = withKernel, Preprocessing = images };
    }

    internal static TrainedNetwork Topology() =>
        MadeNetwork.Of(CellNetworks.Of(TopologyCell.Parse("|nor_conv_3x3~0|+|none~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_1x1~1|none~2|"), classes: 10), seed: 3);

    // The network with one number changed.
    private static TrainedNetwork With(string name, float value, TrainedNetwork? network = null)
    {
        network ??= Topology();
        return network.Graph.LoadState(new TensorSet(network.Tensors.Select(tensor =>
            tensor.Name == name ? new Tensor(name, tensor.Shape, [value, .. tensor.Floats[1..]]) : tensor)));
    }

    private static long Count(ModelProto model, Func<string, bool> isCounted) =>
        model.Graph.Initializer.Where(tensor => isCounted(tensor.Name)).Sum(tensor => tensor.Dims.Aggregate(1L, (count, side) => count * side));

    private static IEnumerable<string> Sides(ValueInfoProto value) => value.Type.TensorType.Shape.Dim.Select(
        side => side.ValueCase == TensorShapeProto.Types.Dimension.ValueOneofCase.DimParam ? side.DimParam : $"{side.DimValue}");

    private static ModelProto Export(TrainedNetwork network, bool fold, int side = Side) => Export(network, new OnnxOptions { ImageSide = side, FoldBatchNorm = fold });

    private static ModelProto Export(TrainedNetwork network, OnnxOptions options) => ModelProto.Parser.ParseFrom(OnnxExport.ToArray(network, options));

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
