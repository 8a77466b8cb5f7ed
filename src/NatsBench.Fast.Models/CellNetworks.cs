using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Blocks;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Models;

/// <summary>
/// The networks behind the tables. Both families have one plan: a stem, three stages of cells with a reduction between them, a
/// classifier; they differ in how their widths are given (AutoDL-Projects, <c>TinyNetwork</c> of <c>xautodl/models/cell_infers/tiny_network.py</c>
/// and <c>DynamicShapeTinyNet</c> of <c>xautodl/models/shape_infers/InferTinyCellNet.py</c>).
/// </summary>
public static class CellNetworks
{
    private const string SizeCell = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|";

    /// <summary>The network of a configuration, as the official <c>get_cell_based_tiny_net</c> makes it.</summary>
    /// <param name="config">
    /// What <see cref="NatsBenchmark.NetworkConfig"/> (the official <c>get_net_config</c>) answers: <c>name, C, N, arch_str, num_classes</c> with
    /// the name <c>infer.tiny</c>, or <c>name, channels, genotype, num_classes</c> with <c>infer.shape.tiny</c>. Other keys are ignored.
    /// </param>
    /// <exception cref="NatsBenchException">A key is absent or of another type, or the network does not exist.</exception>
    public static NetworkGraph FromConfig(IReadOnlyList<ConfigEntry> config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new ConfigReader(config).Read();
    }

    /// <summary>The network of an architecture of either space, by its text.</summary>
    /// <param name="architecture">Such as <c>|nor_conv_3x3~0|+|…|</c> or <c>8:8:8:16:32</c>.</param>
    /// <param name="classes">Number of classes, such as 10.</param>
    /// <exception cref="NatsBenchException">It is none of either space, or the number of classes is not positive, or too large.</exception>
    public static NetworkGraph Of(string architecture, int classes)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return SearchSpaces.Detect(architecture) == SearchSpace.Topology
            ? Of(TopologyCell.Parse(architecture), classes) : Of(SizeNetwork.Parse(architecture), classes);
    }

    /// <summary>The network of a cell of the topology space: stages of C, 2C and 4C channels.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="classes">Number of classes, such as 10.</param>
    /// <param name="channels">C, the width of the first stage; 16 in the tables.</param>
    /// <param name="cells">Cells of a stage; 5 in the tables.</param>
    /// <exception cref="NatsBenchException">The network does not exist.</exception>
    public static NetworkGraph Of(TopologyCell cell, int classes, int channels = 16, int cells = 5) =>
        OfStages(cell.ToLists(), channels, cells, classes);

    /// <summary>A network of the size space.</summary>
    /// <param name="network">Its widths.</param>
    /// <param name="classes">Number of classes, such as 10.</param>
    /// <exception cref="NatsBenchException">The number of classes is not positive, or too large.</exception>
    public static NetworkGraph Of(SizeNetwork network, int classes) =>
        Of(CellText.Str2Lists(SizeCell), [network[0], network[1], network[2], network[3], network[4]], classes);

    /// <summary>The network of any cell and widths.</summary>
    /// <param name="genotype">The edges into each node after the input, as <see cref="CellText.Str2Lists"/> gives them.</param>
    /// <param name="channels">The width of each of the 3N + 2 layers: N cells, a reduction, N cells, a reduction, N cells. The stem has the first.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="NatsBenchException">The network does not exist, or is beyond any that has been trained.</exception>
    public static NetworkGraph Of(IReadOnlyList<IReadOnlyList<CellEdge>> genotype, ReadOnlySpan<int> channels, int classes)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return Build(genotype, channels is [int first, ..] ? first : 0, channels, classes);
    }

    /// <summary>The network whose stages have C, 2C and 4C channels.</summary>
    internal static NetworkGraph OfStages(IReadOnlyList<IReadOnlyList<CellEdge>> genotype, long channels, long cells, int classes)
    {
        Limits.Check("the number of cells in a stage", cells, 0, Limits.MaxCells);
        Limits.Check("the width of the first stage", channels, 1, Limits.MaxChannels / 4);
        int c = (int)channels, n = (int)cells;
        int[] widths = [.. Enumerable.Repeat(c, n), .. Enumerable.Repeat(2 * c, n + 1), .. Enumerable.Repeat(4 * c, n + 1)];
        return Build(genotype, c, widths, classes);
    }

    private static NetworkGraph Build(IReadOnlyList<IReadOnlyList<CellEdge>> genotype, int stem, ReadOnlySpan<int> channels, int classes)
    {
        Genotype cell = Genotype.Of(genotype);
        Limits.Check(cell, channels, classes);

        GraphBuilder graph = new();
        int value = graph.Add("stem.0", new Convolution(Images.Channels, stem, new Window(Size: 3, Stride: 1, Padding: 1)), GraphBuilder.Images);
        value = graph.Add("stem.1", new BatchNorm(stem), value);
        int cells = channels.Length / 3, width = stem;
        for (int layer = 0; layer < channels.Length; layer++)
        {
            bool isReduction = layer == cells || layer == 2 * cells + 1;
            value = isReduction
                ? ReductionBlock.Append(graph, $"cells.{layer}", value, width, channels[layer])
                : CellBlock.Append(graph, $"cells.{layer}", cell, value, width, channels[layer]);
            width = channels[layer];
        }
        value = graph.Add("lastact.0", new BatchNorm(width), value);
        value = graph.Add("lastact.1", new Relu(), value);
        int features = graph.Add("global_pooling", new GlobalAveragePool(), value);
        graph.Add("classifier", new Linear(width, classes), features);
        return graph.Build(features);
    }
}
