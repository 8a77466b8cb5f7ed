using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Sorts ends of trainings; of equals whoever began first. Used by one thread.</summary>
/// <param name="workers">The most ends.</param>
internal sealed class EndSorter(int workers)
{
    // Each is compared with all: without a branch, and so fast where they are few.
    private const int Few = 48;

    private readonly long[] _ranks = new long[Few + Vector512<long>.Count];
    private int[] _numbers = [];

    /// <summary>The ends to sort.</summary>
    public double[] Ends { get; } = new double[workers + Vector512<double>.Count];

    /// <summary>Whose they are.</summary>
    public int[] Workers { get; } = new int[workers];

    /// <summary>Sorts the first of <see cref="Ends"/> into a row.</summary>
    /// <param name="ends">Receives the ends.</param>
    /// <param name="whose">Receives the workers.</param>
    /// <param name="numbers">By worker: the order in which they began.</param>
    /// <param name="count">How many.</param>
    public void Sort(double[] ends, int[] whose, int[] numbers, int count)
    {
        if (count <= Few && Vector128.IsHardwareAccelerated && TryRank(count))
        {
            for (int i = 0; i < count; i++)
            {
                int rank = (int)_ranks[i];
                (ends[rank], whose[rank]) = (Ends[i], Workers[i]);
            }
            return;
        }
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

    // How many of them are less than each; false where some are equal, and so share a rank.
    private bool TryRank(int count)
    {
        Vector512<long> sum = Vector512<long>.Zero;
        for (int i = 0; i < count; i += Vector512<double>.Count)
        {
            Vector512<double> some = Vector512.LoadUnsafe(ref Ends[i]);
            Vector512<long> ranks = Vector512<long>.Zero;
            for (int j = 0; j < count; j++)
                ranks -= Vector512.LessThan(Vector512.Create(Ends[j]), some).AsInt64();
            ranks.StoreUnsafe(ref _ranks[i]);
        }
        long total = 0;
        for (int i = 0; i < count; i++)
            total += _ranks[i];
        return total == (long)count * (count - 1) / 2;
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
