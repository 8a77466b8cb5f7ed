namespace NatsBench.Fast.Models.Graph;

/// <summary>Collects the steps of a network in their order. A value is the place of the node that gives it.</summary>
internal sealed class GraphBuilder
{
    private readonly List<Node> _nodes = [new Node("images", new Images(), [])];

    /// <summary>The value of the images.</summary>
    public static int Images => 0;

    /// <summary>Appends a step.</summary>
    /// <returns>Its value.</returns>
    public int Add(string path, Operation operation, params ReadOnlySpan<int> inputs)
    {
        _nodes.Add(new Node(path, operation, inputs.ToArray()));
        return _nodes.Count - 1;
    }

    /// <summary>The network whose classifier was appended last.</summary>
    /// <param name="features">The value that is classified.</param>
    public NetworkGraph Build(int features) => new([.. _nodes], features);
}
