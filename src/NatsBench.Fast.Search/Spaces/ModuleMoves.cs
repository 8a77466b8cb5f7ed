using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Spaces;

/// <summary>
/// One step from a module of NAS-Bench-101 to others: an edge more or less, or another operation, pruned and looked up by hash. Modules are
/// pruned, so that a vertex which an edge would bring back comes with both of its edges. Immutable, thread-safe.
/// </summary>
/// <param name="moduleOf">The module of an index.</param>
/// <param name="textOf">Its text.</param>
/// <param name="indexOf">The index of a module; -1 for one that is not known, or may not be proposed.</param>
internal sealed class ModuleMoves(Func<int, ModuleGraph> moduleOf, Func<int, string> textOf, Func<ModuleGraph, int> indexOf)
{
    /// <summary>The most steps from one module: six vertices have 15 pairs, four operations and, with a seventh, 15 · 3 ways to bring it in.</summary>
    public const int Most = 15 + 4 * (ModuleOperations.Count - 1) + 15 * ModuleOperations.Count;

    // The original's scripts (NASBench_Evolution) flip one in so many of 21 pairs, and draw one in so many operations anew.
    private const int EdgeOdds = ModuleGraph.MaxVertices;
    private const int OperationOdds = ModuleGraph.MaxVertices - 2;

    /// <summary>The text of a module: its hash.</summary>
    public string Text(int architecture) => textOf(architecture);

    /// <summary>All that are one step away, each once.</summary>
    /// <param name="architecture">Any module.</param>
    /// <param name="neighbours">Receives them; <see cref="Most"/> at most.</param>
    /// <returns>How many there are.</returns>
    public int Neighbours(int architecture, Span<int> neighbours)
    {
        ModuleGraph module = moduleOf(architecture);
        int count = 0;
        for (int step = 0; step < StepCount(module); step++)
            if (TryFind(Step(module, step), out int neighbour) && neighbour != architecture && !neighbours[..count].Contains(neighbour))
                neighbours[count++] = neighbour;
        return count;
    }

    /// <summary>A step drawn uniformly, and another one where it leads to no other module that is allowed.</summary>
    public int Mutate(int architecture, SplitMix64 random)
    {
        ModuleGraph module = moduleOf(architecture);
        int steps = StepCount(module);
        // Some module is always near; but where few are allowed perhaps none.
        for (int tries = 0; tries < 64 * Most; tries++)
            if (TryFind(Step(module, random.NextIndex(steps)), out int neighbour) && neighbour != architecture)
                return neighbour;
        return architecture;
    }

    /// <summary>
    /// The mutation of the original's script, on seven vertices: each pair is flipped and each operation drawn anew with a probability of its
    /// own, until a module comes of it, which may be the same one.
    /// </summary>
    public int MutateAsPublished(int architecture, SplitMix64 random)
    {
        ModuleGraph module = moduleOf(architecture);
        for (int tries = 0; tries < 64 * Most; tries++)
        {
            ModuleGraph child = Embedded(module, ref random);
            for (int from = 0; from < ModuleGraph.MaxVertices - 1; from++)
                for (int to = from + 1; to < ModuleGraph.MaxVertices; to++)
                    if (random.NextIndex(EdgeOdds) == 0)
                        child = child.WithEdgeFlipped(from, to);
            for (int vertex = 1; vertex < ModuleGraph.MaxVertices - 1; vertex++)
                if (random.NextIndex(OperationOdds) == 0)
                    child = child.WithOperation(vertex, Other(child.Operation(vertex), random.NextIndex(ModuleOperations.Count - 1)));
            if (TryFind(child, out int found))
                return found;
        }
        return architecture;
    }

    private static int PairCount(ModuleGraph module) => module.Vertices * (module.Vertices - 1) / 2;

    private static int StepCount(ModuleGraph module)
    {
        int steps = PairCount(module) + (module.Vertices - 2) * (ModuleOperations.Count - 1);
        return module.Vertices < ModuleGraph.MaxVertices ? steps + PairCount(module) * ModuleOperations.Count : steps;
    }

    private static ModuleGraph Step(ModuleGraph module, int step)
    {
        int pairs = PairCount(module);
        if (step < pairs)
        {
            (int from, int to) = Pair(module, step);
            return module.WithEdgeFlipped(from, to);
        }
        step -= pairs;
        int others = (module.Vertices - 2) * (ModuleOperations.Count - 1);
        if (step < others)
        {
            int vertex = 1 + step / (ModuleOperations.Count - 1);
            return module.WithOperation(vertex, Other(module.Operation(vertex), step % (ModuleOperations.Count - 1)));
        }
        step -= others;
        (int source, int target) = Pair(module, step / ModuleOperations.Count);
        ModuleGraph larger = WithVertex(module, source + 1, (ModuleOperation)(step % ModuleOperations.Count));
        return larger.WithEdgeFlipped(source, source + 1).WithEdgeFlipped(source + 1, target + 1);
    }

    private static (int From, int To) Pair(ModuleGraph module, int pair)
    {
        int from = 0;
        for (int width = module.Vertices - 1; pair >= width; width--)
        {
            pair -= width;
            from++;
        }
        return (from, from + 1 + pair);
    }

    private static ModuleOperation Other(ModuleOperation operation, int drawn) => (ModuleOperation)(drawn + (drawn >= (int)operation ? 1 : 0));

    // With vertices that are on no path, at random places, until there are seven.
    private static ModuleGraph Embedded(ModuleGraph module, ref SplitMix64 random)
    {
        while (module.Vertices < ModuleGraph.MaxVertices)
            module = WithVertex(module, 1 + random.NextIndex(module.Vertices - 1), (ModuleOperation)random.NextIndex(ModuleOperations.Count));
        return module;
    }

    // With a vertex more, without edges, before the one that was at its place.
    private static ModuleGraph WithVertex(ModuleGraph module, int place, ModuleOperation operation)
    {
        Span<byte> targets = stackalloc byte[ModuleGraph.MaxVertices];
        Span<ModuleOperation> operations = stackalloc ModuleOperation[ModuleGraph.MaxVertices - 2];
        targets.Clear();
        for (int from = 0; from < module.Vertices; from++)
        {
            int moved = from < place ? from : from + 1;
            for (int to = from + 1; to < module.Vertices; to++)
                if (module.HasEdge(from, to))
                    targets[moved] |= (byte)(1 << (to < place ? to : to + 1));
            if (from > 0 && from < module.Vertices - 1)
                operations[moved - 1] = module.Operation(from);
        }
        operations[place - 1] = operation;
        return ModuleGraph.Of(module.Vertices + 1, targets[..(module.Vertices + 1)], operations[..(module.Vertices - 1)]);
    }

    private bool TryFind(ModuleGraph module, out int index) => (index = indexOf(module)) >= 0;
}
