using System.Numerics;

namespace NatsBench.Fast.Model;

/// <summary>
/// The official functions on a cell's text. They take any number of nodes and edges and, but for <see cref="Str2Matrix"/>, any
/// operation; <see cref="TopologyCell"/> reads the texts of the topology space alone.
/// </summary>
public static class CellText
{
    /// <summary>The edges into each node after the input, as written (the official <c>str2lists</c>).</summary>
    /// <exception cref="RefusedException">
    /// An edge is not two parts joined by <c>~</c> (AssertionError), or its second part is not an integer (ValueError).
    /// </exception>
    /// <exception cref="NatsBenchException">A source is beyond 64 bits.</exception>
    public static IReadOnlyList<IReadOnlyList<CellEdge>> Str2Lists(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split('+').Select(node => (IReadOnlyList<CellEdge>)[.. SplitNode(node).Select(ToEdge)])];
    }

    /// <summary>
    /// The operation codes as a square matrix, row = target node, column = source node (the official <c>str2matrix</c> with the five
    /// standard operations). Of two edges between the same nodes the later one stays; a negative source counts from the end.
    /// </summary>
    /// <exception cref="RefusedException">
    /// As <see cref="Str2Lists"/>; or an operation is not one of the five (ValueError), or a source is outside the matrix (IndexError).
    /// </exception>
    public static double[][] Str2Matrix(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] nodes = text.Split('+');
        int size = nodes.Length + 1;
        double[][] matrix = new double[size][];
        matrix[0] = new double[size];
        for (int row = 1; row < size; row++)
        {
            matrix[row] = new double[size];
            foreach ((string name, string source) in SplitNode(nodes[row - 1]))
            {
                if (!CellOperations.TryParse(name, out CellOperation operation))
                    throw new RefusedException(Refusal.ValueError, $"'{name}' is not one of the five cell operations");
                BigInteger column = PythonInteger.Parse(source);
                if (column < -size || column >= size)
                    throw new RefusedException(Refusal.IndexError, $"source {source} is outside a cell of {size} nodes");
                matrix[row][(int)(column < 0 ? column + size : column)] = (double)operation;
            }
        }
        return matrix;
    }

    /// <summary>A string that is equal for cells which compute the same by symmetry (the official <c>to_unique_str</c>).</summary>
    /// <param name="nodes">The edges into each node after the input, as <see cref="Str2Lists"/> gives them.</param>
    /// <param name="zeros">Which operations to see through.</param>
    /// <exception cref="RefusedException">
    /// A node has no edge, or one from itself or a later node (AssertionError); or one from a negative node (KeyError).
    /// </exception>
    public static string ToUniqueString(IReadOnlyList<IReadOnlyList<CellEdge>> nodes, ZeroHandling zeros)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        for (int i = 0; i < nodes.Count; i++)
            if (nodes[i].Count == 0 || nodes[i].Any(edge => edge.Source > i))
                throw new RefusedException(Refusal.AssertionError, $"node {i + 1} needs edges, all of them from nodes 0..{i}");

        var values = new List<string>(nodes.Count + 1) { "0" };
        foreach (IReadOnlyList<CellEdge> node in nodes)
        {
            string[] terms = [.. node.Select(edge => Term(edge, values, zeros))];
            Array.Sort(terms, CodePointComparer.Instance);
            values.Add(string.Join('+', terms));
        }
        return values[^1];
    }

    private static string Term(CellEdge edge, List<string> values, ZeroHandling zeros)
    {
        const string Zero = "#";
        // Before the source is looked up, as in the official code: a "none" from nowhere is not refused.
        if (zeros == ZeroHandling.SkipAndZero && edge.Operation == "none")
            return Zero;
        if (edge.Source < 0)
            throw new RefusedException(Refusal.KeyError, $"an edge comes from node {edge.Source}");

        string source = values[(int)edge.Source];
        if (zeros == ZeroHandling.SkipAndZero && source == Zero)
            return Zero;
        if (zeros != ZeroHandling.Literal && edge.Operation == "skip_connect")
            return source;
        return $"({source})@{edge.Operation}";
    }

    // The whole node is split before any number is read: a malformed piece is refused before a bad number that precedes it.
    private static List<(string Operation, string Source)> SplitNode(string node)
    {
        var edges = new List<(string, string)>();
        foreach (string edge in node.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = edge.Split('~');
            if (parts.Length != 2)
                throw new RefusedException(Refusal.AssertionError, $"'{edge}' is not an edge: operation~source");
            edges.Add((parts[0], parts[1]));
        }
        return edges;
    }

    private static CellEdge ToEdge((string Operation, string Source) edge)
    {
        BigInteger source = PythonInteger.Parse(edge.Source);
        if (source < long.MinValue || source > long.MaxValue)
            throw new NatsBenchException($"source {edge.Source} of {edge.Operation} is beyond 64 bits");
        return new CellEdge(edge.Operation, (long)source);
    }
}
