using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

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
    private const int HexLength = 32;

    // The longest text: seven hashes in quotes with commas, 252 bytes, five blocks with the padding.
    private const int PartBytes = 5 * Md5Lanes.BlockBytes;

    /// <summary>The hash of a module.</summary>
    public static ModuleHash Of(ModuleGraph graph) => Of(graph, Vector256.IsHardwareAccelerated);

    /// <summary>The same, by lanes of vectors or by the runtime's MD5, which defines them.</summary>
    [SkipLocalsInit]
    internal static ModuleHash Of(ModuleGraph graph, bool byLanes)
    {
        int vertices = graph.Vertices;
        Span<byte> texts = stackalloc byte[Md5Lanes.Count * PartBytes];
        Span<int> lengths = stackalloc int[Md5Lanes.Count];
        Span<byte> digests = stackalloc byte[Md5Lanes.Count * 16];
        Span<UInt128> hashes = stackalloc UInt128[Md5Lanes.Count];
        Span<int> targets = stackalloc int[ModuleGraph.MaxVertices], sources = stackalloc int[ModuleGraph.MaxVertices];
        sources.Clear();
        lengths.Clear();
        for (int vertex = 0; vertex < vertices; vertex++)
        {
            targets[vertex] = graph.Targets(vertex);
            for (int to = vertex + 1; to < vertices; to++)
                sources[to] |= ((targets[vertex] >> to) & 1) << vertex;
        }

        for (int vertex = 0; vertex < vertices; vertex++)
        {
            int label = vertex == 0 ? InputLabel : vertex == vertices - 1 ? OutputLabel : (int)graph.Operation(vertex);
            lengths[vertex] = Begin(texts[(vertex * PartBytes)..], int.PopCount(targets[vertex]), int.PopCount(sources[vertex]), label);
        }
        Digest(texts, lengths, digests, hashes, byLanes);

        // Each hash is written once, and copied to whoever it is a neighbour of, in the order of hashes.
        Span<byte> hex = stackalloc byte[ModuleGraph.MaxVertices * HexLength];
        Span<int> order = stackalloc int[ModuleGraph.MaxVertices];
        for (int round = 0; round < vertices; round++)
        {
            Order(hashes[..vertices], order);
            for (int vertex = 0; vertex < vertices; vertex++)
                Write(hashes[vertex], hex.Slice(vertex * HexLength, HexLength));
            for (int vertex = 0; vertex < vertices; vertex++)
            {
                Span<byte> text = texts.Slice(vertex * PartBytes, PartBytes);
                int length = Sorted(text, 0, hex, order[..vertices], sources[vertex]);
                text[length++] = (byte)'|';
                length = Sorted(text, length, hex, order[..vertices], targets[vertex]);
                text[length++] = (byte)'|';
                hex.Slice(vertex * HexLength, HexLength).CopyTo(text[length..]);
                lengths[vertex] = length + HexLength;
            }
            Digest(texts, lengths, digests, hashes, byLanes);
        }

        lengths.Clear();
        Order(hashes[..vertices], order);
        lengths[0] = List(texts, hashes, order[..vertices]);
        Digest(texts, lengths, digests, hashes, byLanes);
        return new ModuleHash(hashes[0]);
    }

    // "(2, 1, -1)"
    private static int Begin(Span<byte> text, int outgoing, int incoming, int label)
    {
        text[0] = (byte)'(';
        text[1] = (byte)('0' + outgoing);
        text[2] = (byte)',';
        text[3] = (byte)' ';
        text[4] = (byte)('0' + incoming);
        text[5] = (byte)',';
        text[6] = (byte)' ';
        int length = 7;
        if (label < 0)
            text[length++] = (byte)'-';
        text[length++] = (byte)('0' + int.Abs(label));
        text[length++] = (byte)')';
        return length;
    }

    // "['00…', '0f…']"
    private static int List(Span<byte> text, ReadOnlySpan<UInt128> hashes, ReadOnlySpan<int> order)
    {
        int length = 0;
        text[length++] = (byte)'[';
        for (int i = 0; i < order.Length; i++)
        {
            if (i > 0)
            {
                text[length++] = (byte)',';
                text[length++] = (byte)' ';
            }
            text[length++] = (byte)'\'';
            Write(hashes[order[i]], text[length..]);
            length += HexLength;
            text[length++] = (byte)'\'';
        }
        text[length++] = (byte)']';
        return length;
    }

    // The chosen hashes, ascending.
    private static int Sorted(Span<byte> text, int length, ReadOnlySpan<byte> hex, ReadOnlySpan<int> order, int chosen)
    {
        foreach (int vertex in order)
        {
            if (((chosen >> vertex) & 1) == 0)
                continue;
            hex.Slice(vertex * HexLength, HexLength).CopyTo(text[length..]);
            length += HexLength;
        }
        return length;
    }

    // By insertion: there are seven at most. Texts of equal length are ordered as their numbers are.
    private static void Order(ReadOnlySpan<UInt128> hashes, Span<int> order)
    {
        for (int vertex = 0; vertex < hashes.Length; vertex++)
        {
            int place = vertex;
            for (; place > 0 && hashes[order[place - 1]] > hashes[vertex]; place--)
                order[place] = order[place - 1];
            order[place] = vertex;
        }
    }

    [SkipLocalsInit]
    private static void Write(UInt128 hash, Span<byte> text)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        Convert.TryToHexStringLower(bytes, text, out _);
    }

    private static void Digest(Span<byte> texts, ReadOnlySpan<int> lengths, Span<byte> digests, Span<UInt128> hashes, bool byLanes)
    {
        if (byLanes)
        {
            Span<int> blocks = stackalloc int[Md5Lanes.Count];
            for (int lane = 0; lane < lengths.Length; lane++)
                blocks[lane] = lengths[lane] == 0 ? 0 : Md5Lanes.Pad(texts.Slice(lane * PartBytes, PartBytes), lengths[lane]);
            Md5Lanes.Hash(texts, blocks, digests);
        }
        for (int lane = 0; lane < lengths.Length; lane++)
        {
            if (!byLanes && lengths[lane] > 0)
                CryptographicOperations.HashData(HashAlgorithmName.MD5, texts.Slice(lane * PartBytes, lengths[lane]), digests[(lane * 16)..]);
            hashes[lane] = BinaryPrimitives.ReadUInt128BigEndian(digests[(lane * 16)..]);
        }
    }
}
