using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Engine;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Supernets;

/// <summary>
/// GDAS's straight-through weights of one sample: 1 for the chosen operation of each edge and 0 for the others, with the gradient of the
/// relaxed ones; in the forms in which cells take them. Lives in the scope that it was made in.
/// </summary>
/// <param name="weights">[6, 5].</param>
/// <param name="chosen">The chosen operations.</param>
internal sealed class HardWeights(Tensor weights, TopologyCell chosen)
{
    private readonly Tensor?[] _chosen = new Tensor?[TopologyCell.EdgeCount];
    private readonly Dictionary<(int Edge, long Channels), Tensor> _factors = [];
    private readonly Tensor?[] _others = new Tensor?[4];

    /// <summary>The weight of an edge's chosen operation, a scalar.</summary>
    public Tensor this[int edge] => _chosen[edge] ??= weights[edge, (int)chosen[edge]];

    /// <summary>The same, once for each channel.</summary>
    public Tensor Factor(int edge, long channels)
    {
        if (!_factors.TryGetValue((edge, channels), out Tensor? factor))
            _factors.Add((edge, channels), factor = this[edge].expand(channels).contiguous());
        return factor;
    }

    /// <summary>The sum of the weights that were not chosen on the edges into a node, a scalar.</summary>
    public Tensor Others(int node)
    {
        if (_others[node] is { } known)
            return known;
        Tensor? sum = null;
        for (int edge = 0; edge < TopologyCell.EdgeCount; edge++)
            if (TopologyCellNet.Target[edge] == node)
            {
                Tensor others = weights[edge].sum() - this[edge];
                sum = sum is null ? others : sum.Plus(others);
            }
        return _others[node] = sum!;
    }
}
