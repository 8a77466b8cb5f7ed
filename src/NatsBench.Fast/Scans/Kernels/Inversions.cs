using CommunityToolkit.HighPerformance.Buffers;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// Pairs that stand in the wrong order. Those met are bits in a bitmap; a Fenwick tree counts the bits of whole words, so its walks
/// are six steps shorter than over single elements.
/// </summary>
internal static class Inversions
{
    private const int WordBits = 64;

    /// <summary>How many pairs i &lt; j of a permutation of 0 to n - 1 have [i] &gt; [j].</summary>
    public static long Count(ReadOnlySpan<int> permutation)
    {
        int words = (int)(((uint)permutation.Length + WordBits - 1) / WordBits);
        using SpanOwner<ulong> metOwner = SpanOwner<ulong>.Allocate(words, AllocationMode.Clear);
        using SpanOwner<int> treeOwner = SpanOwner<int>.Allocate(words + 1, AllocationMode.Clear);
        Span<ulong> met = metOwner.Span;
        Span<int> tree = treeOwner.Span;

        long inversions = 0;
        for (int i = 0; i < permutation.Length; i++)
        {
            int word = permutation[i] / WordBits;
            ulong bit = 1ul << permutation[i];
            int lesser = (int)ulong.PopCount(met[word] & (bit - 1));
            for (int node = word; node > 0; node &= node - 1)
                lesser += tree[node];
            inversions += i - lesser;

            met[word] |= bit;
            for (int node = word + 1; node < tree.Length; node += node & -node)
                tree[node]++;
        }
        return inversions;
    }
}
