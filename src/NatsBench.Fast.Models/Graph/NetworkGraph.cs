using NatsBench.Fast.Model;

namespace NatsBench.Fast.Models.Graph;

/// <summary>
/// A network as the list of its steps. They stand in the order in which PyTorch registers the modules, in which they can also be
/// computed: the images first, the classifier last. Immutable; any number of threads may ask at once.
/// </summary>
public sealed class NetworkGraph
{
    // Each dimension of an image, so that one slip of a caller does not overflow shapes.
    private const int MaxImageSide = 1 << 20;

    private readonly Node[] _nodes;

    internal NetworkGraph(Node[] nodes, int features)
    {
        _nodes = nodes;
        Features = features;
        foreach (Node node in nodes)
            foreach (StateTensor tensor in node.Operation.State())
                if (tensor.Kind == TensorKind.Parameter)
                    Parameters += tensor.Count;
    }

    /// <summary>The steps, each after those it needs.</summary>
    public ReadOnlySpan<Node> Nodes => _nodes;

    /// <summary>The place of the node that gives the features, the vector that is classified: the official networks' first output.</summary>
    public int Features { get; }

    /// <summary>The place of the node that gives a number for each class: the official networks' second output.</summary>
    public int Logits => _nodes.Length - 1;

    /// <summary>Number of classes.</summary>
    public int Classes => ((Linear)_nodes[Logits].Operation).OutFeatures;

    /// <summary>Number of trainable parameters; running statistics are none.</summary>
    public long Parameters { get; }

    /// <summary>The entries of PyTorch's <c>state_dict</c>, in its order. Made anew by each call.</summary>
    public IReadOnlyList<StateTensor> State() =>
        [.. _nodes.SelectMany(node => node.Operation.State().Select(tensor => tensor.Within(node.Path)))];

    /// <summary>The shape of each node's output, by its place, for one square image. Made anew by each call.</summary>
    /// <param name="imageSide">Rows and columns of an image, such as 32; 1 to 1,048,576.</param>
    /// <exception cref="NatsBenchException">Images of this size do not fit: they leave nothing to pool, or branches that differ in size.</exception>
    public TensorShape[] Shapes(int imageSide)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(imageSide);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(imageSide, MaxImageSide);
        TensorShape[] shapes = new TensorShape[_nodes.Length];
        shapes[0] = new TensorShape(Images.Channels, imageSide, imageSide);
        TensorShape[] inputs = [];
        for (int i = 1; i < shapes.Length; i++)
        {
            Node node = _nodes[i];
            if (inputs.Length < node.Inputs.Length)
                inputs = new TensorShape[node.Inputs.Length];
            for (int j = 0; j < node.Inputs.Length; j++)
                inputs[j] = shapes[node.Inputs[j]];
            shapes[i] = node.Operation.Output(inputs.AsSpan(0, node.Inputs.Length)) ?? throw new NatsBenchException(
                $"images of {imageSide} pixels a side do not fit this network: {node.Path} is given {string.Join(" and ", inputs.Take(node.Inputs.Length))}");
        }
        return shapes;
    }

    /// <summary>What the network costs, counted as the official archive does.</summary>
    /// <param name="imageSide">As for <see cref="Shapes"/>.</param>
    /// <exception cref="NatsBenchException">As for <see cref="Shapes"/>.</exception>
    /// <exception cref="OverflowException">There are more than 2^63 multiply-adds.</exception>
    public NetworkCost Cost(int imageSide)
    {
        TensorShape[] shapes = Shapes(imageSide);
        long multiplyAdds = 0;
        for (int i = 0; i < shapes.Length; i++)
            multiplyAdds = checked(multiplyAdds + _nodes[i].Operation.MultiplyAdds(shapes[i]));
        return new NetworkCost(Parameters, multiplyAdds);
    }
}
