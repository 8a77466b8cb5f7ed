using System.Numerics;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Synthesis.Modules;

/// <summary>
/// All modules of NAS-Bench-101, one of each class of isomorphic ones: 423,624. A graph of edges is taken where no other order of its inner
/// vertices gives a lower number, and its operations where no symmetry of that graph does.
/// </summary>
public static class ModuleEnumeration
{
    /// <summary>Number of modules.</summary>
    public const int Count = 423_624;

    /// <summary>The modules by number of vertices, then by edges, then by operations; made while they are asked for.</summary>
    public static IEnumerable<ModuleGraph> All()
    {
        for (int vertices = 2; vertices <= ModuleGraph.MaxVertices; vertices++)
            foreach (ModuleGraph module in OfSize(vertices))
                yield return module;
    }

    private static IEnumerable<ModuleGraph> OfSize(int vertices)
    {
        int inner = vertices - 2;
        byte[][] orders = [.. Orders(inner).Select(order => WithEnds(order, vertices))];
        byte[] targets = new byte[vertices];
        List<byte[]> symmetries = [];
        for (int edges = 0; edges < 1 << (vertices * (vertices - 1) / 2); edges++)
        {
            if (BitOperations.PopCount((uint)edges) > ModuleGraph.MaxEdges)
                continue;
            Unpack(edges, targets);
            if (!IsPruned(targets) || !IsLowest(edges, targets, orders, symmetries))
                continue;
            for (int code = 0; code < Power(inner); code++)
                if (symmetries.TrueForAll(symmetry => Reordered(code, symmetry, inner) >= code))
                    yield return ModuleGraph.Create(vertices, targets, Operations(code, inner));
        }
    }

    private static void Unpack(int edges, byte[] targets)
    {
        for (int from = 0, bit = 0; from < targets.Length; from++)
        {
            targets[from] = 0;
            for (int to = from + 1; to < targets.Length; to++, bit++)
                targets[from] |= (byte)(((edges >> bit) & 1) << to);
        }
    }

    // In topological order a vertex that something leads to is reached from the input, and one that leads anywhere reaches the output.
    private static bool IsPruned(byte[] targets)
    {
        int reached = 1;
        for (int from = 0; from < targets.Length - 1; from++)
        {
            if (targets[from] == 0)
                return false;
            reached |= targets[from];
        }
        return reached == (1 << targets.Length) - 1;
    }

    private static bool IsLowest(int edges, byte[] targets, byte[][] orders, List<byte[]> symmetries)
    {
        symmetries.Clear();
        Span<int> starts = stackalloc int[ModuleGraph.MaxVertices];
        for (int from = 0, bit = 0; from < targets.Length; bit += targets.Length - 1 - from, from++)
            starts[from] = bit - from - 1;
        foreach (byte[] order in orders)
        {
            int other = 0;
            bool isOrdered = true;
            for (int from = 0; from < targets.Length && isOrdered; from++)
                for (int left = targets[from]; left != 0; left &= left - 1)
                {
                    int to = order[BitOperations.TrailingZeroCount(left)];
                    if (to <= order[from])
                    {
                        isOrdered = false;
                        break;
                    }
                    other |= 1 << (starts[order[from]] + to);
                }
            if (!isOrdered)
                continue;
            if (other < edges)
                return false;
            if (other == edges)
                symmetries.Add(order);
        }
        return true;
    }

    private static int Power(int inner)
    {
        int power = 1;
        for (int i = 0; i < inner; i++)
            power *= ModuleOperations.Count;
        return power;
    }

    private static ModuleOperation[] Operations(int code, int inner)
    {
        var operations = new ModuleOperation[inner];
        for (int i = 0; i < inner; i++, code /= ModuleOperations.Count)
            operations[i] = (ModuleOperation)(code % ModuleOperations.Count);
        return operations;
    }

    private static int Reordered(int code, byte[] order, int inner)
    {
        ReadOnlySpan<int> weights = [1, 3, 9, 27, 81];
        int other = 0;
        for (int i = 0; i < inner; i++, code /= ModuleOperations.Count)
            other += code % ModuleOperations.Count * weights[order[i + 1] - 1];
        return other;
    }

    private static byte[] WithEnds(IReadOnlyList<byte> order, int vertices) =>
        [0, .. order.Select(place => (byte)(place + 1)), (byte)(vertices - 1)];

    // All orders of some things, each as the new place of every one.
    private static IEnumerable<byte[]> Orders(int count) => count == 0
        ? [[]]
        : Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(place => (byte[])[.. order[..place], (byte)(count - 1), .. order[place..]]));
}
