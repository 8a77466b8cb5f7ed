namespace NatsBench.Fast.Model;

/// <summary>
/// An architecture of the topology space: one operation on each of the six edges between four nodes, node 0 being the input and
/// node 3 the output. Edges are in canonical order: <c>1&lt;-0, 2&lt;-0, 2&lt;-1, 3&lt;-0, 3&lt;-1, 3&lt;-2</c>.
/// The default value is the cell of six <c>none</c>.
/// </summary>
public readonly partial record struct TopologyCell
{
    /// <summary>Number of edges.</summary>
    public const int EdgeCount = 6;

    /// <summary>Number of cells in the space, 5^6.</summary>
    public const int Count = 15_625;

    private readonly ushort _code;

    /// <summary>Creates a cell.</summary>
    /// <param name="operations">The six operations in canonical edge order.</param>
    public TopologyCell(params ReadOnlySpan<CellOperation> operations)
    {
        if (operations.Length != EdgeCount)
            throw new ArgumentException($"a cell has {EdgeCount} operations, not {operations.Length}", nameof(operations));

        int code = 0;
        foreach (CellOperation operation in operations)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)operation, (uint)CellOperations.Count, nameof(operations));
            code = code * CellOperations.Count + (int)operation;
        }
        _code = (ushort)code;
    }

    private TopologyCell(ushort code) => _code = code;

    /// <summary>
    /// The cell as a base-5 number, 0..15,624, the first edge most significant. This is not its index in an archive, which
    /// shuffles the cells (<see cref="TopologyOrder"/>).
    /// </summary>
    public int Code => _code;

    /// <summary>The operation on an edge, 0..5 in canonical order.</summary>
    public CellOperation this[int edge] => (CellOperation)(_code / Weights[edge] % CellOperations.Count);

    /// <summary>True when the output depends on the input: node 3 is reached from node 0 by edges other than <c>none</c> (15,284 cells).</summary>
    public bool IsReachable
    {
        get
        {
            bool node1 = Passes(0);
            bool node2 = Passes(1) || (Passes(2) && node1);
            return Passes(3) || (Passes(4) && node1) || (Passes(5) && node2);
        }
    }

    // The place value of each edge's digit in the code.
    private static ReadOnlySpan<ushort> Weights => [3125, 625, 125, 25, 5, 1];

    /// <summary>The cell of a <see cref="Code"/>.</summary>
    public static TopologyCell FromCode(int code)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)code, (uint)Count, nameof(code));
        return new TopologyCell((ushort)code);
    }

    /// <summary>The number of edges that carry an operation.</summary>
    public int CountOf(CellOperation operation)
    {
        int count = 0;
        for (int edge = 0; edge < EdgeCount; edge++)
            if (this[edge] == operation)
                count++;
        return count;
    }

    /// <summary>The edges into nodes 1, 2 and 3, as the official <c>str2lists</c> gives them.</summary>
    public IReadOnlyList<IReadOnlyList<CellEdge>> ToLists() =>
        [[Edge(0, 0)], [Edge(1, 0), Edge(2, 1)], [Edge(3, 0), Edge(4, 1), Edge(5, 2)]];

    /// <summary>The operation codes as a 4x4 matrix, row = target node, column = source node, as the official <c>str2matrix</c> gives them.</summary>
    public double[][] ToMatrix() =>
    [
        [0, 0, 0, 0],
        [(double)this[0], 0, 0, 0],
        [(double)this[1], (double)this[2], 0, 0],
        [(double)this[3], (double)this[4], (double)this[5], 0],
    ];

    /// <summary>A string that is equal for cells which compute the same by symmetry (the official <c>to_unique_str</c>).</summary>
    public string UniqueString(ZeroHandling zeros) => CellText.ToUniqueString(ToLists(), zeros);

    private bool Passes(int edge) => this[edge] != CellOperation.None;

    private CellEdge Edge(int edge, int source) => new(this[edge].OfficialName(), source);
}
