using NatsBench.Fast.Models.Graph;

namespace NatsBench.Fast.Models.Blocks;

/// <summary>
/// The residual block between two stages, which halves rows and columns (AutoDL-Projects, <c>ResNetBasicblock</c> of
/// <c>xautodl/models/cell_operations.py</c> at stride 2). There is no ReLU after the sum, and no normalisation on the shortcut.
/// </summary>
internal static class ReductionBlock
{
    /// <summary>Appends the block.</summary>
    public static int Append(GraphBuilder graph, string path, int input, int inChannels, int outChannels)
    {
        int first = ReluConvNorm.Append(graph, $"{path}.conv_a", input, inChannels, outChannels, new Window(Size: 3, Stride: 2, Padding: 1));
        int main = ReluConvNorm.Append(graph, $"{path}.conv_b", first, outChannels, outChannels, new Window(Size: 3, Stride: 1, Padding: 1));
        int halved = graph.Add($"{path}.downsample.0", new AveragePool(new Window(Size: 2, Stride: 2, Padding: 0)), input);
        int shortcut = graph.Add(
            $"{path}.downsample.1", new Convolution(inChannels, outChannels, new Window(Size: 1, Stride: 1, Padding: 0)), halved);
        return graph.Add($"{path}.sum", new Sum(), shortcut, main);
    }
}
