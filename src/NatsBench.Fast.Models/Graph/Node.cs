namespace NatsBench.Fast.Models.Graph;

/// <summary>One step of a network's forward pass. Immutable.</summary>
public sealed class Node
{
    private readonly int[] _inputs;

    internal Node(string path, Operation operation, int[] inputs)
    {
        Path = path;
        Operation = operation;
        _inputs = inputs;
    }

    /// <summary>
    /// The path of PyTorch's module, such as <c>cells.0.layers.4.op.1</c>, unique in a network. What PyTorch computes without a module is
    /// named after the module that does it: <c>images</c>, <c>cells.0.nodes.3</c>, the sum into node 3 of a cell, <c>cells.5.sum</c>.
    /// </summary>
    public string Path { get; }

    /// <summary>What is computed.</summary>
    public Operation Operation { get; }

    /// <summary>The places of the nodes that it is computed from, each before its own; empty for the images.</summary>
    public ReadOnlySpan<int> Inputs => _inputs;

    /// <summary>Path and operation.</summary>
    public override string ToString() => $"{Path}: {Operation}";
}
