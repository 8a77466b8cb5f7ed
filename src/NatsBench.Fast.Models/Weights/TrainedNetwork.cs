using NatsBench.Fast.Models.Graph;

namespace NatsBench.Fast.Models.Weights;

/// <summary>A network and numbers for all of its tensors; made by <see cref="NetworkWeights.LoadState"/>. Immutable.</summary>
public sealed class TrainedNetwork
{
    internal TrainedNetwork(NetworkGraph graph, Tensor[] tensors) => (Graph, Tensors) = (graph, tensors);

    /// <summary>The network.</summary>
    public NetworkGraph Graph { get; }

    /// <summary>Its tensors, one for each entry of <see cref="NetworkGraph.State"/> and in that order.</summary>
    public IReadOnlyList<Tensor> Tensors { get; }
}
