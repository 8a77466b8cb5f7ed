using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CommunityToolkit.HighPerformance.Buffers;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// Pairs that stand in the wrong order. Those met are bits in a bitmap, with running counts of words within blocks and of blocks: one
/// more bit raises what lies behind it, a vector at a time and always the same number of them, so that no branch depends on the data.
/// </summary>
internal static class Inversions
{
    private const int WordBits = 64;
    private const int BlockWords = 32;

    /// <summary>How many pairs i &lt; j of a permutation of 0 to n - 1 have [i] &gt; [j].</summary>
    public static long Count(ReadOnlySpan<int> permutation)
    {
        int blocks = permutation.Length / (WordBits * BlockWords) + 1;
        int blockRoom = (blocks + Vector<int>.Count - 1) / Vector<int>.Count * Vector<int>.Count;
        using SpanOwner<ulong> metOwner = SpanOwner<ulong>.Allocate(blocks * BlockWords, AllocationMode.Clear);
        using SpanOwner<short> withinOwner = SpanOwner<short>.Allocate(blocks * BlockWords, AllocationMode.Clear);
        using SpanOwner<int> beforeOwner = SpanOwner<int>.Allocate(blockRoom, AllocationMode.Clear);
        ref ulong met = ref MemoryMarshal.GetReference(metOwner.Span);
        ref short within = ref MemoryMarshal.GetReference(withinOwner.Span);
        ref int before = ref MemoryMarshal.GetReference(beforeOwner.Span);

        long inversions = 0;
        for (int i = 0; i < permutation.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)permutation[i], (uint)permutation.Length);
            int word = permutation[i] / WordBits, block = word / BlockWords;
            ulong bit = 1ul << permutation[i];
            ref ulong bits = ref Unsafe.Add(ref met, word);
            inversions += i - Unsafe.Add(ref before, block) - Unsafe.Add(ref within, word) - BitOperations.PopCount(bits & (bit - 1));

            bits |= bit;
            RaiseAfter(ref Unsafe.Add(ref within, block * BlockWords), BlockWords, (short)(word % BlockWords));
            RaiseAfter(ref before, blockRoom, block);
        }
        return inversions;
    }

    /// <summary>Adds one to each number behind a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RaiseAfter<T>(ref T first, int count, T place)
        where T : unmanaged, IBinaryInteger<T>
    {
        Vector<T> behind = Vector<T>.Indices - new Vector<T>(place);
        for (int start = 0; start < count; start += Vector<T>.Count)
        {
            ref Vector<T> numbers = ref Unsafe.As<T, Vector<T>>(ref Unsafe.Add(ref first, start));
            numbers -= Vector.GreaterThan(behind, Vector<T>.Zero);
            behind += new Vector<T>(T.CreateTruncating(Vector<T>.Count));
        }
    }
}
