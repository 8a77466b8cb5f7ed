using System.Diagnostics;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Graph;

namespace NatsBench.Fast.Models.Blocks;

/// <summary>One edge of a cell (AutoDL-Projects, <c>OPS</c> of <c>xautodl/models/cell_operations.py</c>, at stride 1, the only one inside cells).</summary>
internal static class EdgeBlock
{
    private static readonly Window Pixel = new(Size: 1, Stride: 1, Padding: 0);
    private static readonly Window Neighbours = new(Size: 3, Stride: 1, Padding: 1);

    /// <summary>Appends the steps of an operation between two widths.</summary>
    public static int Append(GraphBuilder graph, string path, CellOperation operation, int input, int inChannels, int outChannels) => operation switch
    {
        CellOperation.None => graph.Add(path, new Zero(outChannels), input),
        CellOperation.SkipConnect when inChannels == outChannels => graph.Add(path, new Identity(), input),
        CellOperation.SkipConnect => Widen(graph, path, input, inChannels, outChannels),
        CellOperation.NorConv1x1 => ReluConvNorm.Append(graph, path, input, inChannels, outChannels, Pixel),
        CellOperation.NorConv3x3 => ReluConvNorm.Append(graph, path, input, inChannels, outChannels, Neighbours),
        CellOperation.AvgPool3x3 when inChannels == outChannels => Pool(graph, path, input),
        CellOperation.AvgPool3x3 =>
            Pool(graph, path, ReluConvNorm.Append(graph, $"{path}.preprocess", input, inChannels, outChannels, Pixel)),
        _ => throw new UnreachableException(),
    };

    // A skip between widths has a convolution, but no ReLU before it (the official FactorizedReduce at stride 1).
    private static int Widen(GraphBuilder graph, string path, int input, int inChannels, int outChannels) => graph.Add(
        $"{path}.bn", new BatchNorm(outChannels), graph.Add($"{path}.conv", new Convolution(inChannels, outChannels, Pixel), input));

    private static int Pool(GraphBuilder graph, string path, int input) => graph.Add($"{path}.op", new AveragePool(Neighbours), input);
}
