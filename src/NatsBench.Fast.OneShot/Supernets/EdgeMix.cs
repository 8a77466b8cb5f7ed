using NatsBench.Fast.Model;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Supernets;

/// <summary>
/// The weights of a mixture, one of the five operations on each of the six edges, in the forms in which cells take them; made once for a
/// pass and shared by all cells. Lives in the scope that it was made in.
/// </summary>
internal sealed class EdgeMix(Tensor weights)
{
    private readonly Tensor?[,] _single = new Tensor?[TopologyCell.EdgeCount, CellOperations.Count];
    private readonly Dictionary<(int Node, CellOperation Operation, long Channels), Tensor> _factors = [];

    /// <summary>The weight of an operation on an edge, a scalar.</summary>
    public Tensor this[int edge, CellOperation operation] => _single[edge, (int)operation] ??= weights[edge, (int)operation];

    /// <summary>The factors of the 3x3 convolutions that leave a node, one a channel.</summary>
    public Tensor Large(int node, long channels) => Factor(node, CellOperation.NorConv3x3, channels);

    /// <summary>The factors of the 1x1 convolutions that leave a node, one a channel.</summary>
    public Tensor Small(int node, long channels) => Factor(node, CellOperation.NorConv1x1, channels);

    private Tensor Factor(int node, CellOperation operation, long channels)
    {
        if (!_factors.TryGetValue((node, operation, channels), out Tensor? factor))
        {
            int[] edges = TopologyCellNet.Leaving[node];
            // Contiguous, for the reshape of one row is a view with a stride of 0, which the engine's backward pass reads past its end.
            factor = stack([.. edges.Select(edge => this[edge, operation])]).unsqueeze(1).expand(edges.Length, channels).reshape(edges.Length * channels).contiguous();
            _factors.Add((node, operation, channels), factor);
        }
        return factor;
    }
}
