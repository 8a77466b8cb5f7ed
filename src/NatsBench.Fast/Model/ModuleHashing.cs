using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text;

namespace NatsBench.Fast.Model;

/// <summary>
/// The hash of NAS-Bench-101 (<c>graph_util.hash_module</c>), which isomorphic modules share. Each vertex begins with the MD5 of Python's text of
/// (edges out, edges in, label); in as many rounds as there are vertices it becomes the MD5 of the sorted hashes of its sources, <c>|</c>, those
/// of its targets, <c>|</c>, and its own; at last the MD5 of Python's text of the sorted list. All hashes are hexadecimal texts.
/// </summary>
internal static class ModuleHashing
{
    private const int InputLabel = -1;
    private const int OutputLabel = -2;

    // So many modules are one thread's at a time.
    private const int PartModules = 1024;

    // Where labels begin in the list of first hashes, and how many there are.
    private const int Labels = 5;
    private const int LabelOrigin = 2;

    // The hash that a vertex begins with, by edges out, edges in, and label.
    private static readonly UInt128[] Firsts =
    [
        .. from outgoing in Enumerable.Range(0, ModuleGraph.MaxVertices)
           from incoming in Enumerable.Range(0, ModuleGraph.MaxVertices)
           from label in Enumerable.Range(-LabelOrigin, Labels)
           select Digest($"({outgoing}, {incoming}, {label})"),
    ];

    /// <summary>The hash of a module.</summary>
    public static ModuleHash Of(ModuleGraph graph)
    {
        Unsafe.SkipInit(out ModuleHash hash);
        Of(new ReadOnlySpan<ModuleGraph>(in graph), new Span<ModuleHash>(ref hash));
        return hash;
    }

    /// <summary>The hashes of modules: many take a fraction of the time that they take one by one.</summary>
    /// <param name="graphs">The modules.</param>
    /// <param name="hashes">Receives their hashes.</param>
    public static void Of(ReadOnlySpan<ModuleGraph> graphs, Span<ModuleHash> hashes)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            ModuleHashLanes.Of(graphs, hashes);
            return;
        }
        for (int module = 0; module < graphs.Length; module++)
            hashes[module] = Plain(graphs[module]);
    }

    /// <summary>The first of many modules whose hash is not the one that is stated.</summary>
    /// <param name="count">How many modules.</param>
    /// <param name="module">Tells a module and the hash that is stated, null where there is none; called on several threads.</param>
    /// <param name="options">Threads, cancellation.</param>
    /// <returns>Its number; null where all hashes are right.</returns>
    public static int? FirstOther(int count, Func<int, (ModuleGraph Graph, ModuleHash? Stated)> module, ParallelOptions options)
    {
        int odd = int.MaxValue;
        Parallel.For(0, (count + PartModules - 1) / PartModules, options, part =>
        {
            int first = part * PartModules, length = int.Min(PartModules, count - first);
            Span<ModuleGraph> graphs = stackalloc ModuleGraph[length];
            Span<ModuleHash> hashes = stackalloc ModuleHash[length];
            ModuleHash?[] stated = new ModuleHash?[length];
            for (int i = 0; i < length; i++)
                (graphs[i], stated[i]) = module(first + i);
            Of(graphs, hashes);
            for (int i = 0; i < length; i++)
                if (stated[i] != hashes[i])
                {
                    Lower(ref odd, first + i);
                    break;
                }
        });
        return odd == int.MaxValue ? null : odd;

        // Of several the first, whatever the threads did.
        static void Lower(ref int least, int index)
        {
            for (int known = Volatile.Read(ref least); index < known; known = Volatile.Read(ref least))
                Interlocked.CompareExchange(ref least, index, known);
        }
    }

    /// <summary>The same for one module by the runtime's MD5: its definition.</summary>
    internal static ModuleHash Plain(ModuleGraph graph)
    {
        int[] vertices = [.. Enumerable.Range(0, graph.Vertices)];
        UInt128[] hashes = [.. vertices.Select(vertex => Digest(
            $"({vertices.Count(to => graph.HasEdge(vertex, to))}, {vertices.Count(from => graph.HasEdge(from, vertex))}, {LabelOf(graph, vertex)})"))];
        foreach (int _ in vertices)
            hashes = [.. vertices.Select(vertex => Digest(
                $"{Sorted(vertices.Where(from => graph.HasEdge(from, vertex)))}|{Sorted(vertices.Where(to => graph.HasEdge(vertex, to)))}|{Hex(hashes[vertex])}"))];
        return new ModuleHash(Digest($"[{string.Join(", ", hashes.Order().Select(hash => $"'{Hex(hash)}'"))}]"));

        string Sorted(IEnumerable<int> some) => string.Concat(some.Select(vertex => hashes[vertex]).Order().Select(Hex));
    }

    /// <summary>The hash that a vertex begins with.</summary>
    internal static UInt128 First(int outgoing, int incoming, int label) =>
        Firsts[(outgoing * ModuleGraph.MaxVertices + incoming) * Labels + label + LabelOrigin];

    /// <summary>What a vertex is, as a number.</summary>
    internal static int LabelOf(ModuleGraph graph, int vertex) =>
        vertex == 0 ? InputLabel : vertex == graph.Vertices - 1 ? OutputLabel : (int)graph.Operation(vertex);

    private static string Hex(UInt128 hash) => new ModuleHash(hash).ToString();

    private static UInt128 Digest(string text) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(CryptographicOperations.HashData(HashAlgorithmName.MD5, Encoding.ASCII.GetBytes(text)));
}
