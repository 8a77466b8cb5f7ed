using System.Numerics;
using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Sorts ends of trainings; of equals whoever began first. Used by one thread.</summary>
internal sealed unsafe class EndSorter
{
    // Each is compared with all: without a branch, and so fast where they are few. Read in whole vectors.
    private const int Few = 64;

    // A time is told by so many steps.
    private const double Steps = 65000;

    private readonly Rooms _rooms = new();
    private readonly short* _ranks;
    private int[] _numbers = [];

    /// <summary>Prepares to sort.</summary>
    /// <param name="workers">The most ends.</param>
    public EndSorter(int workers)
    {
        Ends = _rooms.Of<double>(workers);
        Workers = _rooms.Of<int>(workers);
        Nears = _rooms.Of<short>(workers + Few);
        _ranks = _rooms.Of<short>(Few);
    }

    /// <summary>The ends to sort.</summary>
    public double* Ends { get; }

    /// <summary>Whose they are.</summary>
    public int* Workers { get; }

    /// <summary>What <see cref="Near"/> says of each.</summary>
    public short* Nears { get; }

    /// <summary>How many steps a second has, where all ends lie within so many seconds.</summary>
    public static double StepsOfSecond(double seconds) => Steps / seconds;

    /// <summary>How far an end is from some time before all of them; rounding keeps their order, but for such as become equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Near(double seconds, double stepsOfSecond) =>
        (short)(double.ConvertToIntegerNative<int>(seconds * stepsOfSecond) + short.MinValue);

    /// <summary>Sorts the first of <see cref="Ends"/> into a row.</summary>
    /// <param name="ends">Receives the ends.</param>
    /// <param name="whose">Receives the workers.</param>
    /// <param name="numbers">By worker: the order in which they began.</param>
    /// <param name="count">How many.</param>
    public void Sort(double* ends, int* whose, int* numbers, int count)
    {
        if (count == 1)
            (*ends, *whose) = (*Ends, *Workers);
        else if (count <= Few && Vector.IsHardwareAccelerated && TryRank(count))
            SortFew(ends, whose, count);
        else
            SortMany(new Span<double>(ends, count), new Span<int>(whose, count), numbers);
    }

    // How many are less than each. False where some are too near to each other to be told apart so: then less are less in all.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryRank(int count)
    {
        short* nears = Nears, ranks = _ranks, end = nears + count;
        // Nothing is less than what lies behind them.
        Vector<short> least = new(short.MinValue), sums = Vector<short>.Zero;
        least.Store(end);
        least.Store(end + Vector<short>.Count);
        for (int first = 0; first < count; first += 2 * Vector<short>.Count)
        {
            Vector<short> low = Vector.Load(nears + first), high = Vector.Load(nears + first + Vector<short>.Count);
            Vector<short> lowRanks = Vector<short>.Zero, highRanks = lowRanks;
            for (short* near = nears; near < end; near++)
            {
                Vector<short> other = new(*near);
                lowRanks -= Vector.LessThan(other, low);
                highRanks -= Vector.LessThan(other, high);
            }
            lowRanks.Store(ranks + first);
            highRanks.Store(ranks + first + Vector<short>.Count);
            sums += lowRanks + highRanks;
        }
        return Vector.Sum(sums) == count * (count - 1) / 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortFew(double* ends, int* whose, int count)
    {
        double* from = Ends;
        int* workers = Workers;
        short* ranks = _ranks;
        for (int i = 0; i < count; i++)
        {
            nint rank = ranks[i];
            ends[rank] = from[i];
            whose[rank] = workers[i];
        }
    }

    private void SortMany(Span<double> ends, Span<int> whose, int* numbers)
    {
        new Span<double>(Ends, ends.Length).CopyTo(ends);
        new Span<int>(Workers, whose.Length).CopyTo(whose);
        ends.Sort(whose);
        for (int first = 0, next; first < ends.Length; first = next)
        {
            for (next = first + 1; next < ends.Length && ends[next] == ends[first];)
                next++;
            if (next > first + 1)
                SortByNumber(whose[first..next], numbers);
        }
    }

    private void SortByNumber(Span<int> whose, int* numbers)
    {
        if (_numbers.Length < whose.Length)
            _numbers = new int[2 * whose.Length];
        for (int i = 0; i < whose.Length; i++)
            _numbers[i] = numbers[whose[i]];
        _numbers.AsSpan(0, whose.Length).Sort(whose);
    }
}
