using NatsBench.Fast.Models.Graph;

namespace NatsBench.Fast.Models.Blocks;

/// <summary>ReLU, convolution, batch normalisation (AutoDL-Projects, <c>ReLUConvBN</c> of <c>xautodl/models/cell_operations.py</c>).</summary>
internal static class ReluConvNorm
{
    /// <summary>Appends the block, whose modules are <c>op.0</c> to <c>op.2</c> under a path.</summary>
    public static int Append(GraphBuilder graph, string path, int input, int inChannels, int outChannels, Window window)
    {
        int relu = graph.Add($"{path}.op.0", new Relu(), input);
        int convolution = graph.Add($"{path}.op.1", new Convolution(inChannels, outChannels, window), relu);
        return graph.Add($"{path}.op.2", new BatchNorm(outChannels), convolution);
    }
}
