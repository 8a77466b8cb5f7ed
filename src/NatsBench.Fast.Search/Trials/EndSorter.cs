using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Sorts ends of trainings; of equals whoever began first. Used by one thread.</summary>
/// <param name="workers">The most ends.</param>
internal sealed class EndSorter(int workers)
{
    // Each is compared with all: without a branch, and so fast where they are few.
    private const int Few = 64, Lanes = 32;

    private readonly int[] _ranks = new int[Few];
    private int[] _numbers = [];

    /// <summary>The ends to sort.</summary>
    public double[] Ends { get; } = new double[workers];

    /// <summary>Whose they are.</summary>
    public int[] Workers { get; } = new int[workers];

    /// <summary>How far each is from some time before all of them; rounding keeps their order, but for such as become equal.</summary>
    public float[] Nears { get; } = new float[workers + Lanes];

    /// <summary>Sorts the first of <see cref="Ends"/> into a row.</summary>
    /// <param name="ends">Receives the ends.</param>
    /// <param name="whose">Receives the workers.</param>
    /// <param name="numbers">By worker: the order in which they began.</param>
    /// <param name="count">How many.</param>
    public void Sort(double[] ends, int[] whose, int[] numbers, int count)
    {
        if (count <= Few && Vector128.IsHardwareAccelerated && TrySortFew(ends, whose, count))
            return;
        Ends.AsSpan(0, count).CopyTo(ends);
        Workers.AsSpan(0, count).CopyTo(whose);
        Array.Sort(ends, whose, 0, count);
        for (int first = 0, next; first < count; first = next)
        {
            for (next = first + 1; next < count && ends[next] == ends[first];)
                next++;
            if (next > first + 1)
                SortByNumber(whose.AsSpan(first, next - first), numbers);
        }
    }

    // False where some are too near to each other to be told apart so.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TrySortFew(double[] ends, int[] whose, int count)
    {
        for (int first = 0; first < count; first += Lanes)
            Rank(first, count);
        // A rank is less than their number.
        ref double end = ref MemoryMarshal.GetReference(ends.AsSpan(0, count));
        ref int worker = ref MemoryMarshal.GetReference(whose.AsSpan(0, count));
        ReadOnlySpan<double> staged = Ends.AsSpan(0, count);
        ReadOnlySpan<int> workers = Workers.AsSpan(0, count), ranks = _ranks.AsSpan(0, count);
        ulong taken = 0;
        for (int i = 0; i < ranks.Length; i++)
        {
            int rank = ranks[i];
            Unsafe.Add(ref end, rank) = staged[i];
            Unsafe.Add(ref worker, rank) = workers[i];
            taken |= 1UL << rank;
        }
        return taken == ulong.MaxValue >> (Few - count);
    }

    // How many are less than each of 32.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Rank(int first, int count)
    {
        ref float nears = ref Nears[first];
        Vector256<float> a = Vector256.LoadUnsafe(ref nears), b = Vector256.LoadUnsafe(ref nears, 8);
        Vector256<float> c = Vector256.LoadUnsafe(ref nears, 16), d = Vector256.LoadUnsafe(ref nears, 24);
        Vector256<int> ranksA = default, ranksB = default, ranksC = default, ranksD = default;
        foreach (float near in Nears.AsSpan(0, count))
        {
            Vector256<float> other = Vector256.Create(near);
            ranksA -= Vector256.LessThan(other, a).AsInt32();
            ranksB -= Vector256.LessThan(other, b).AsInt32();
            ranksC -= Vector256.LessThan(other, c).AsInt32();
            ranksD -= Vector256.LessThan(other, d).AsInt32();
        }
        ref int ranks = ref _ranks[first];
        ranksA.StoreUnsafe(ref ranks);
        ranksB.StoreUnsafe(ref ranks, 8);
        ranksC.StoreUnsafe(ref ranks, 16);
        ranksD.StoreUnsafe(ref ranks, 24);
    }

    private void SortByNumber(Span<int> whose, int[] numbers)
    {
        if (_numbers.Length < whose.Length)
            _numbers = new int[2 * whose.Length];
        for (int i = 0; i < whose.Length; i++)
            _numbers[i] = numbers[whose[i]];
        _numbers.AsSpan(0, whose.Length).Sort(whose);
    }
}
