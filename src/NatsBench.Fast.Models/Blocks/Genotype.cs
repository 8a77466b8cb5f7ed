using NatsBench.Fast.Model;

namespace NatsBench.Fast.Models.Blocks;

/// <summary>What every cell of a network is made of: the edges into each node after the input, checked. Any number of nodes and edges.</summary>
internal sealed class Genotype
{
    private Genotype(Edge[][] nodes) => Nodes = nodes;

    /// <summary>The edges into node 1, 2, …, in the order in which they are added; the last node is the cell's output.</summary>
    public Edge[][] Nodes { get; }

    /// <summary>Checks a cell.</summary>
    /// <exception cref="NatsBenchException">A node has no edge, an operation is none of the five, or an edge does not come from an earlier node.</exception>
    public static Genotype Of(IReadOnlyList<IReadOnlyList<CellEdge>> nodes)
    {
        if (nodes.Count == 0)
            throw new NatsBenchException("a cell without nodes makes no network");
        return new Genotype([.. nodes.Select((edges, i) => edges.Count > 0
            ? edges.Select(edge => Check(edge, node: i + 1)).ToArray()
            : throw new NatsBenchException($"node {i + 1} of the cell has no edges"))]);
    }

    private static Edge Check(CellEdge edge, int node)
    {
        if (!CellOperations.TryParse(edge.Operation, out CellOperation operation))
            throw new NatsBenchException($"'{edge.Operation}' is not one of the five cell operations");
        if (edge.Source < 0 || edge.Source >= node)
            throw new NatsBenchException($"node {node} of the cell has an edge from node {edge.Source}: edges come from nodes 0 to {node - 1}");
        return new Edge(operation, (int)edge.Source);
    }

    /// <summary>One edge of a cell.</summary>
    /// <param name="Operation">What it computes.</param>
    /// <param name="Source">The node that it comes from; 0 is the cell's input.</param>
    internal readonly record struct Edge(CellOperation Operation, int Source);
}
