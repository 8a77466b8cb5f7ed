using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Graph;

namespace NatsBench.Fast.Models.Tests;

/// <summary>What flows through a network.</summary>
public sealed class ShapeTests
{
    [Fact]
    public void Stages_of_a_topology_network_halve_the_image_and_double_the_width()
    {
        NetworkGraph network = CellNetworks.Of(TopologyCell.Parse("|nor_conv_3x3~0|+|none~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|"), 100);
        TensorShape[] shapes = network.Shapes(imageSide: 32);
        Assert.Equal(new TensorShape(3, 32, 32), shapes[0]);
        foreach ((string path, TensorShape shape) in new (string, TensorShape)[]
        {
            ("stem.1", new(16, 32, 32)), ("cells.4.nodes.3", new(16, 32, 32)), ("cells.5.downsample.0", new(16, 16, 16)), ("cells.5.sum", new(32, 16, 16)),
            ("cells.10.layers.1", new(32, 16, 16)), ("cells.10.layers.2.op", new(32, 16, 16)), ("cells.11.conv_a.op.1", new(64, 8, 8)),
            ("cells.16.nodes.3", new(64, 8, 8)), ("lastact.1", new(64, 8, 8)), ("global_pooling", new(64, 1, 1)), ("classifier", new(100, 1, 1)),
        })
            Assert.Equal((path, shape), (path, shapes[Place(network, path)]));
        Assert.Equal(("global_pooling", "classifier"), (network.Nodes[network.Features].Path, network.Nodes[network.Logits].Path));
        Assert.Equal(100, network.Classes);
    }

    [Fact]
    public void A_cell_changes_the_width_on_edges_from_its_input_alone()
    {
        NetworkGraph network = CellNetworks.Of(SizeNetwork.Parse("8:16:24:32:40"), classes: 10);
        Assert.Equal(new Convolution(16, 24, new Window(3, 1, 1)), network.Nodes[Place(network, "cells.2.layers.1.op.1")].Operation);
        Assert.Equal(new Convolution(24, 24, new Window(3, 1, 1)), network.Nodes[Place(network, "cells.2.layers.2.op.1")].Operation);
        Assert.Equal(new Identity(), network.Nodes[Place(network, "cells.0.layers.3")].Operation);
        Assert.Equal(new Convolution(16, 24, new Window(1, 1, 0)), network.Nodes[Place(network, "cells.2.layers.3.conv")].Operation);
    }

    // The stride-2 convolution rounds an odd side up, the shortcut's pooling rounds it down.
    [Theory]
    [InlineData(30, "cells.11.sum is given 64x7x7 and 64x8x8")]
    [InlineData(33, "cells.5.sum is given 32x16x16 and 32x17x17")]
    [InlineData(1, "cells.5.downsample.0 is given 16x1x1")]
    public void Images_that_do_not_fit_are_refused_with_the_place(int side, string place) => Assert.Equal(
        $"images of {side} pixels a side do not fit this network: {place}",
        Assert.Throws<NatsBenchException>(() => CellNetworks.Of(default(TopologyCell), classes: 10).Shapes(side)).Message);

    [Theory]
    [InlineData(0)]
    [InlineData(-4)]
    [InlineData(int.MaxValue)]
    public void A_side_is_a_number_of_pixels(int side) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CellNetworks.Of(default(TopologyCell), classes: 10).Cost(side));

    private static int Place(NetworkGraph network, string path)
    {
        for (int i = 0; i < network.Nodes.Length; i++)
            if (network.Nodes[i].Path == path)
                return i;
        throw new KeyNotFoundException(path);
    }
}
