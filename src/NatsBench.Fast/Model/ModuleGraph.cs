using System.Numerics;

namespace NatsBench.Fast.Model;

/// <summary>
/// A NAS-Bench-101 module: 2 to 7 vertices in topological order, the first the input, the last the output, each other with an operation;
/// edges lead from lower to higher vertices. Eight bytes; the default value is no module.
/// </summary>
public readonly partial record struct ModuleGraph
{
    /// <summary>Most vertices, input and output included.</summary>
    public const int MaxVertices = 7;

    /// <summary>Most edges of a module of the space, once it is pruned.</summary>
    public const int MaxEdges = 9;

    /// <summary>Pairs of vertices that an edge may join, where there are seven.</summary>
    internal const int Pairs = MaxVertices * (MaxVertices - 1) / 2;

    // Bits 0-20: edges, (0,1), (0,2) … (0,6), (1,2) … (5,6); bits 21-30: operations of vertices 1 to 5, two bits each; from bit 31 on: vertices.
    private const int OperationsStart = Pairs;
    private const int BitsOfOperation = 2;
    private const int VerticesStart = OperationsStart + (MaxVertices - 2) * BitsOfOperation;

    private readonly ulong _code;

    private ModuleGraph(ulong code) => _code = code;

    /// <summary>The module as one number: what files store.</summary>
    public long Code => (long)_code;

    /// <summary>Number of vertices, input and output included.</summary>
    public int Vertices => (int)(_code >> VerticesStart);

    /// <summary>Number of edges.</summary>
    public int Edges => BitOperations.PopCount(_code & ((1UL << Pairs) - 1));

    /// <summary>True where every vertex lies on a path from input to output, as in every module of the space.</summary>
    public bool IsPruned => Kept() == (1 << Vertices) - 1;

    /// <summary>Makes a module.</summary>
    /// <param name="vertices">2 to 7.</param>
    /// <param name="targets">For each vertex a bit for each vertex that an edge leads to.</param>
    /// <param name="operations">The operations of the vertices between input and output.</param>
    /// <exception cref="NatsBenchException">It is no module; the message says why.</exception>
    public static ModuleGraph Create(int vertices, ReadOnlySpan<byte> targets, ReadOnlySpan<ModuleOperation> operations) =>
        Fault(vertices, targets, operations) is { } fault ? throw new NatsBenchException($"no module: {fault}") : Of(vertices, targets, operations);

    /// <summary>The module of a <see cref="Code"/>.</summary>
    /// <param name="code">Any number.</param>
    /// <param name="graph">The module.</param>
    /// <returns>False where the number is none of a module.</returns>
    public static bool TryFromCode(long code, out ModuleGraph graph)
    {
        graph = new ModuleGraph((ulong)code);
        int vertices = graph.Vertices;
        if (vertices is < 2 or > MaxVertices)
            return false;
        // Nothing of what the number says may be about vertices that are not there.
        Span<byte> targets = stackalloc byte[MaxVertices];
        Span<ModuleOperation> operations = stackalloc ModuleOperation[MaxVertices - 2];
        for (int vertex = 0; vertex < vertices; vertex++)
            targets[vertex] = (byte)(graph.Targets(vertex) & ((1 << vertices) - 1));
        for (int vertex = 1; vertex < vertices - 1; vertex++)
            operations[vertex - 1] = graph.Operation(vertex);
        return Fault(vertices, targets[..vertices], operations[..(vertices - 2)]) is null
            && Of(vertices, targets[..vertices], operations[..(vertices - 2)])._code == (ulong)code;
    }

    /// <summary>True where an edge leads from one vertex to another.</summary>
    /// <param name="from">0 to <see cref="Vertices"/> - 1.</param>
    /// <param name="to">0 to <see cref="Vertices"/> - 1.</param>
    public bool HasEdge(int from, int to)
    {
        Check(from);
        Check(to);
        return from < to && ((_code >> PairOf(from, to)) & 1) != 0;
    }

    /// <summary>The operation of a vertex between input and output.</summary>
    /// <param name="vertex">1 to <see cref="Vertices"/> - 2.</param>
    public ModuleOperation Operation(int vertex)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vertex, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(vertex, Vertices - 2);
        return (ModuleOperation)((_code >> (OperationsStart + (vertex - 1) * BitsOfOperation)) & ((1 << BitsOfOperation) - 1));
    }

    /// <summary>The module without the vertices that are on no path from input to output, as the original prunes it.</summary>
    /// <param name="pruned">The pruned module.</param>
    /// <returns>False where no path leads from input to output: nothing is left then.</returns>
    public bool TryPrune(out ModuleGraph pruned)
    {
        int kept = Kept();
        pruned = this;
        if (kept == (1 << Vertices) - 1)
            return true;
        if (kept == 0)
            return false;
        Span<byte> targets = stackalloc byte[MaxVertices];
        Span<ModuleOperation> operations = stackalloc ModuleOperation[MaxVertices];
        int count = 0;
        for (int vertex = 0; vertex < Vertices; vertex++)
        {
            if (((kept >> vertex) & 1) == 0)
                continue;
            if (vertex > 0 && vertex < Vertices - 1)
                operations[count - 1] = Operation(vertex);
            // The kept vertices move together.
            for (int to = vertex + 1, place = count + 1; to < Vertices; to++)
                if (((kept >> to) & 1) != 0)
                    targets[count] |= (byte)((HasEdge(vertex, to) ? 1 : 0) << place++);
            count++;
        }
        pruned = Of(count, targets[..count], operations[..(count - 2)]);
        return true;
    }

    /// <summary>
    /// The hash of the module as it stands, which isomorphic modules share: the original's MD5 rounds over degrees and labels. The space knows
    /// pruned modules alone (<see cref="TryPrune"/>).
    /// </summary>
    public ModuleHash Hash() => Vertices >= 2 ? ModuleHashing.Of(this) : throw new InvalidOperationException("the default value is no module");

    /// <summary>The vertices that edges lead to from one, a bit each.</summary>
    internal int Targets(int vertex) =>
        (int)((_code >> PairOf(vertex, vertex + 1)) & (ulong)((1 << (MaxVertices - 1 - vertex)) - 1)) << (vertex + 1);

    /// <summary>The module with an edge more, or less.</summary>
    internal ModuleGraph WithEdgeFlipped(int from, int to) => new(_code ^ (1UL << PairOf(from, to)));

    /// <summary>The module with another operation.</summary>
    internal ModuleGraph WithOperation(int vertex, ModuleOperation operation)
    {
        int shift = OperationsStart + (vertex - 1) * BitsOfOperation;
        return new ModuleGraph((_code & ~(((1UL << BitsOfOperation) - 1) << shift)) | ((ulong)operation << shift));
    }

    internal static ModuleGraph Of(int vertices, ReadOnlySpan<byte> targets, ReadOnlySpan<ModuleOperation> operations)
    {
        ulong code = (ulong)vertices << VerticesStart;
        for (int vertex = 0; vertex < vertices - 1; vertex++)
            code |= (ulong)(targets[vertex] >> (vertex + 1)) << PairOf(vertex, vertex + 1);
        for (int i = 0; i < operations.Length; i++)
            code |= (ulong)operations[i] << (OperationsStart + i * BitsOfOperation);
        return new ModuleGraph(code);
    }

    // Why something is no module; null for one.
    private static string? Fault(int vertices, ReadOnlySpan<byte> targets, ReadOnlySpan<ModuleOperation> operations)
    {
        if (vertices is < 2 or > MaxVertices)
            return $"it has {vertices} vertices, where 2 to {MaxVertices} are possible";
        if (targets.Length != vertices || operations.Length != vertices - 2)
            return $"{vertices} vertices have as many rows of edges and {vertices - 2} operations between input and output, not {targets.Length} and {operations.Length}";
        for (int vertex = 0; vertex < vertices; vertex++)
            if ((targets[vertex] >> vertices) != 0 || (targets[vertex] & ((2 << vertex) - 1)) != 0)
                return "its matrix is not upper triangular: an edge leads from a vertex to itself, or to one before it";
        foreach (ModuleOperation operation in operations)
            if ((uint)operation >= ModuleOperations.Count)
                return $"it has an operation {(int)operation}";
        return null;
    }

    // The vertices on a path from input to output, a bit each; none where there is no path.
    private int Kept()
    {
        int last = Vertices - 1, forward = 1, backward = 1 << last;
        for (int vertex = 0; vertex < last; vertex++)
            if (((forward >> vertex) & 1) != 0)
                forward |= Targets(vertex);
        for (int vertex = last - 1; vertex >= 0; vertex--)
            if ((Targets(vertex) & backward) != 0)
                backward |= 1 << vertex;
        int kept = forward & backward;
        return (kept & 1) != 0 && ((kept >> last) & 1) != 0 ? kept : 0;
    }

    private static int PairOf(int from, int to) => from * (2 * MaxVertices - 1 - from) / 2 + to - from - 1;

    private void Check(int vertex) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)vertex, (uint)Vertices, nameof(vertex));
}
