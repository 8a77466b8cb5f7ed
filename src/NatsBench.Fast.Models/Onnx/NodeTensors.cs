using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Models.Onnx;

/// <summary>The tensors of a network by the place of the step that has them.</summary>
internal readonly struct NodeTensors
{
    private readonly IReadOnlyList<Tensor> _tensors;
    private readonly int[] _first;

    public NodeTensors(TrainedNetwork network)
    {
        _tensors = network.Tensors;
        _first = new int[network.Graph.Nodes.Length];
        for (int i = 1; i < _first.Length; i++)
            _first[i] = _first[i - 1] + network.Graph.Nodes[i - 1].Operation.State().Count;
    }

    /// <summary>A tensor of a step, by its place within <see cref="Operation.State"/>.</summary>
    public Tensor this[int node, int tensor] => _tensors[_first[node] + tensor];

    /// <summary>The batch normalisation at a step.</summary>
    public NormTensors Norm(int node) => new(this[node, 0], this[node, 1], this[node, 2], this[node, 3]);
}
