using CsCheck;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Graph;

namespace NatsBench.Fast.Models.Tests;

/// <summary>Networks of any cell, width, depth and number of classes.</summary>
public sealed class AnyNetworkTests
{
    private static readonly Gen<CellEdge[][]> Genotypes = Gen.Int[1, 5].SelectMany(nodes => Gen.Select(
        Gen.Int[0, CellOperations.Count - 1].Array[1, 4].Array[nodes], Gen.Int[0, 100].Array[4].Array[nodes],
        (operations, sources) => operations.Select((row, node) => row.Select(
            (operation, i) => new CellEdge(((CellOperation)operation).OfficialName(), sources[node][i] % (node + 1))).ToArray()).ToArray()));

    private static readonly Gen<int[]> Widths = Gen.Int[0, 3].SelectMany(cells => Gen.Int[1, 12].Array[3 * cells + 2]);

    [Fact]
    public void What_a_node_takes_is_what_its_inputs_give() => Gen.Select(Genotypes, Widths, Gen.Int[1, 20], Gen.Int[1, 8]).Sample(
        (genotype, widths, classes, quarter) =>
        {
            NetworkGraph network = CellNetworks.Of(genotype, widths, classes);
            TensorShape[] shapes = network.Shapes(4 * quarter);
            HashSet<string> paths = [];
            for (int i = 0; i < network.Nodes.Length; i++)
            {
                Node node = network.Nodes[i];
                Assert.True(paths.Add(node.Path), node.Path);
                foreach (int input in node.Inputs)
                    Assert.InRange(input, 0, i - 1);
                TensorShape[] inputs = [.. node.Inputs.ToArray().Select(input => shapes[input])];
                switch (node.Operation)
                {
                    case Images:
                        Assert.Empty(inputs);
                        break;
                    case Convolution convolution:
                        Assert.Equal(convolution.InChannels, Assert.Single(inputs).Channels);
                        Assert.Equal(convolution.OutChannels, shapes[i].Channels);
                        break;
                    case BatchNorm norm:
                        Assert.Equal(norm.Channels, Assert.Single(inputs).Channels);
                        break;
                    case Linear linear:
                        Assert.Equal(new TensorShape(linear.InFeatures, 1, 1), Assert.Single(inputs));
                        break;
                    case Sum:
                        Assert.All(inputs, input => Assert.Equal(shapes[i], input));
                        Assert.True(inputs.Length > 1);
                        break;
                    default:
                        Assert.Single(inputs);
                        break;
                }
            }
            Assert.Equal(new TensorShape(classes, 1, 1), shapes[network.Logits]);
            Assert.Equal(new TensorShape(widths[^1], 1, 1), shapes[network.Features]);
        }, iter: 300);

    [Fact]
    public void Costs_are_the_sums_of_the_layers() => Gen.Select(
        Gen.Int[0, TopologyCell.Count - 1], Gen.Int[1, 30], Gen.Int[0, 4], Gen.Int[1, 200], Gen.Int[1, 12]).Sample((code, channels, cells, classes, quarter) =>
        {
            TopologyCell cell = TopologyCell.FromCode(code);
            long weights = 9 * cell.CountOf(CellOperation.NorConv3x3) + cell.CountOf(CellOperation.NorConv1x1);
            long convolutions = cell.CountOf(CellOperation.NorConv3x3) + cell.CountOf(CellOperation.NorConv1x1);
            long parameters = 29 * channels + 2 * 4 * channels + classes * (4 * channels + 1);
            long multiplyAdds = 27 * channels * Pixels(0) + classes * (4 * channels + 1);
            for (int stage = 0; stage < 3; stage++)
            {
                long width = (long)channels << stage;
                parameters += cells * (weights * width * width + convolutions * 2 * width);
                multiplyAdds += cells * weights * width * width * Pixels(stage);
                if (stage == 0)
                    continue;
                long reduction = 9 * (width / 2) * width + 9 * width * width + width / 2 * width;
                parameters += reduction + 4 * width;
                multiplyAdds += reduction * Pixels(stage);
            }
            Assert.Equal(new NetworkCost(parameters, multiplyAdds), CellNetworks.Of(cell, classes, channels, cells).Cost(4 * quarter));

            long Pixels(int stage) => (4L * quarter >> stage) * (4L * quarter >> stage);
        }, iter: 300);

    [Fact]
    public void Costs_beyond_64_bits_are_no_numbers() => Assert.Throws<OverflowException>(
        () => CellNetworks.Of([[new CellEdge("nor_conv_3x3", 0)]], [65_536, 65_536, 65_536, 65_536, 65_536], classes: 10).Cost(1 << 20));
}
