using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Graph;

namespace NatsBench.Fast.Models.Tests;

/// <summary>Every step of a network and what it is computed from: what costs and tensors do not show, such as where there is a ReLU and where none.</summary>
public sealed class StepsTests
{
    private const string Pixel = "Window { Size = 1, Stride = 1, Padding = 0 }";
    private const string Neighbours = "Window { Size = 3, Stride = 1, Padding = 1 }";
    private const string Strided = "Window { Size = 3, Stride = 2, Padding = 1 }";
    private const string Halving = "Window { Size = 2, Stride = 2, Padding = 0 }";

    [Fact]
    public void A_network_without_cells_is_stem_reductions_and_head() => Assert.Equal(
    [
        "images: Images { } of ",
        .. Stem(4),
        .. Reduction("cells.0", 4, 8, first: 3, input: 2),
        .. Reduction("cells.1", 8, 16, first: 12, input: 11),
        "lastact.0: BatchNorm { Channels = 16 } of 20",
        "lastact.1: Relu { } of 21",
        "global_pooling: GlobalAveragePool { } of 22",
        "classifier: Linear { InFeatures = 16, OutFeatures = 7 } of 23",
    ], Steps(CellNetworks.Of(default(TopologyCell), classes: 7, channels: 4, cells: 0)));

    [Fact]
    public void Edges_from_a_cells_input_change_the_width() => Assert.Equal(
    [
        "cells.2.layers.0: Zero { Channels = 6 } of N",
        "cells.2.layers.1.preprocess.op.0: Relu { } of N",
        $"cells.2.layers.1.preprocess.op.1: Convolution {{ InChannels = 5, OutChannels = 6, Window = {Pixel} }} of N+2",
        "cells.2.layers.1.preprocess.op.2: BatchNorm { Channels = 6 } of N+3",
        $"cells.2.layers.1.op: AveragePool {{ Window = {Neighbours} }} of N+4",
        "cells.2.nodes.1: Sum { } of N+1, N+5",
        $"cells.2.layers.2.conv: Convolution {{ InChannels = 5, OutChannels = 6, Window = {Pixel} }} of N",
        "cells.2.layers.2.bn: BatchNorm { Channels = 6 } of N+7",
        "cells.2.layers.3: Identity { } of N+6",
        $"cells.2.layers.4.op: AveragePool {{ Window = {Neighbours} }} of N+6",
        "cells.2.layers.5.op.0: Relu { } of N+6",
        $"cells.2.layers.5.op.1: Convolution {{ InChannels = 6, OutChannels = 6, Window = {Neighbours} }} of N+11",
        "cells.2.layers.5.op.2: BatchNorm { Channels = 6 } of N+12",
        "cells.2.nodes.2: Sum { } of N+8, N+9, N+10, N+13",
        // A node of one edge is that edge.
        "cells.2.layers.6.op.0: Relu { } of N+14",
        $"cells.2.layers.6.op.1: Convolution {{ InChannels = 6, OutChannels = 6, Window = {Pixel} }} of N+15",
        "cells.2.layers.6.op.2: BatchNorm { Channels = 6 } of N+16",
        "cells.3.conv_a.op.0: Relu { } of N+17",
    ], Steps(CellNetworks.Of(
    [
        [new("none", 0), new("avg_pool_3x3", 0)],
        [new("skip_connect", 0), new("skip_connect", 1), new("avg_pool_3x3", 1), new("nor_conv_3x3", 1)],
        [new("nor_conv_1x1", 2)],
    ], [4, 5, 6, 7, 8], classes: 2), from: "cells.1.sum", to: "cells.3.conv_a.op.0"));

    private static string[] Stem(int channels) =>
    [
        $"stem.0: Convolution {{ InChannels = 3, OutChannels = {channels}, Window = {Neighbours} }} of 0",
        $"stem.1: BatchNorm {{ Channels = {channels} }} of 1",
    ];

    private static string[] Reduction(string path, int from, int to, int first, int input) =>
    [
        $"{path}.conv_a.op.0: Relu {{ }} of {input}",
        $"{path}.conv_a.op.1: Convolution {{ InChannels = {from}, OutChannels = {to}, Window = {Strided} }} of {first}",
        $"{path}.conv_a.op.2: BatchNorm {{ Channels = {to} }} of {first + 1}",
        $"{path}.conv_b.op.0: Relu {{ }} of {first + 2}",
        $"{path}.conv_b.op.1: Convolution {{ InChannels = {to}, OutChannels = {to}, Window = {Neighbours} }} of {first + 3}",
        $"{path}.conv_b.op.2: BatchNorm {{ Channels = {to} }} of {first + 4}",
        $"{path}.downsample.0: AveragePool {{ Window = {Halving} }} of {input}",
        $"{path}.downsample.1: Convolution {{ InChannels = {from}, OutChannels = {to}, Window = {Pixel} }} of {first + 6}",
        $"{path}.sum: Sum {{ }} of {first + 7}, {first + 5}",
    ];

    private static string[] Steps(NetworkGraph network) =>
        [.. network.Nodes.ToArray().Select(node => $"{node} of {string.Join(", ", node.Inputs.ToArray())}")];

    // The steps after one to another, places relative to the first.
    private static string[] Steps(NetworkGraph network, string from, string to)
    {
        Node[] nodes = network.Nodes.ToArray();
        int first = Array.FindIndex(nodes, node => node.Path == from), last = Array.FindIndex(nodes, node => node.Path == to);
        return [.. nodes[(first + 1)..(last + 1)].Select(
            node => $"{node} of {string.Join(", ", node.Inputs.ToArray().Select(place => place == first ? "N" : $"N+{place - first}"))}")];
    }
}
