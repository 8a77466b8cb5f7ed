using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Graph;

namespace NatsBench.Fast.Models.Tests;

/// <summary>The tensors of a network by PyTorch's names.</summary>
public sealed class StateTests
{
    [Fact]
    public void A_topology_network_has_entries_for_its_convolutions_alone()
    {
        // Index 11: edges 0, 1 and 4 are 3x3 convolutions, the others have no tensors.
        TopologyCell cell = TopologyCell.FromCode(TopologyOrder.Codes()[11]);
        string[] state = [.. CellNetworks.Of(cell, classes: 10).State().Select(tensor => tensor.ToString())];
        Assert.Equal(309, state.Length);
        Assert.Equal(["stem.0.weight [16, 3, 3, 3]", .. Norm("stem.1", 16)], state[..6]);
        Assert.Equal([.. Edge(0), .. Edge(1), .. Edge(4)], state[6..24]);
        Assert.Equal([.. Norm("lastact.0", 64), "classifier.weight [10, 64]", "classifier.bias [10]"], state[^7..]);

        static string[] Edge(int layer) => [$"cells.0.layers.{layer}.op.1.weight [16, 16, 3, 3]", .. Norm($"cells.0.layers.{layer}.op.2", 16)];
    }

    [Fact]
    public void A_skip_between_widths_of_the_size_space_is_a_convolution_and_a_norm()
    {
        string[] state = [.. CellNetworks.Of(SizeNetwork.Parse("8:16:24:32:40"), classes: 120).State().Select(tensor => tensor.ToString())];
        string[] reduction =
        [
            "cells.1.conv_a.op.1.weight [16, 8, 3, 3]", .. Norm("cells.1.conv_a.op.2", 16),
            "cells.1.conv_b.op.1.weight [16, 16, 3, 3]", .. Norm("cells.1.conv_b.op.2", 16),
            "cells.1.downsample.1.weight [16, 8, 1, 1]",
        ];
        Assert.Equal(reduction, state.Where(name => name.StartsWith("cells.1.", StringComparison.Ordinal)));
        string[] cell =
        [
            .. Edge(0, 16), .. Edge(1, 16), .. Edge(2, 24), "cells.2.layers.3.conv.weight [24, 16, 1, 1]", .. Norm("cells.2.layers.3.bn", 24), .. Edge(4, 24),
            .. Edge(5, 24),
        ];
        Assert.Equal(cell, state.Where(name => name.StartsWith("cells.2.", StringComparison.Ordinal)));
        Assert.Equal(["classifier.weight [120, 40]", "classifier.bias [120]"], state[^2..]);

        static string[] Edge(int layer, int input) =>
            [$"cells.2.layers.{layer}.op.1.weight [24, {input}, 3, 3]", .. Norm($"cells.2.layers.{layer}.op.2", 24)];
    }

    [Fact]
    public void A_pool_between_widths_has_a_convolution_before_it() => Assert.Equal(
        ["cells.2.layers.0.preprocess.op.1.weight [24, 16, 1, 1]", .. Norm("cells.2.layers.0.preprocess.op.2", 24)],
        CellNetworks.Of([[new CellEdge("avg_pool_3x3", 0)]], [8, 16, 24, 24, 24], classes: 2).State()
            .Select(tensor => tensor.ToString()).Where(name => name.Contains("layers", StringComparison.Ordinal)));

    [Fact]
    public void Only_weights_and_biases_are_parameters()
    {
        NetworkGraph network = CellNetworks.Of(SizeNetwork.Parse("8:8:8:8:8"), classes: 10);
        foreach (StateTensor tensor in network.State())
            Assert.Equal(tensor.Name.Split('.')[^1] switch
            {
                "weight" or "bias" => TensorKind.Parameter,
                "running_mean" or "running_var" => TensorKind.Statistic,
                _ => TensorKind.Counter,
            }, tensor.Kind);
        Assert.Equal(11_714, network.State().Where(tensor => tensor.Kind == TensorKind.Parameter).Sum(tensor => tensor.Count));
    }

    private static string[] Norm(string path, int channels) =>
    [
        $"{path}.weight [{channels}]", $"{path}.bias [{channels}]", $"{path}.running_mean [{channels}]", $"{path}.running_var [{channels}]",
        $"{path}.num_batches_tracked []",
    ];
}
