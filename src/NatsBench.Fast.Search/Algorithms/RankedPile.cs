using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// Configurations of which only the best are ever asked for, and seldom: sorted no more than that takes (incremental quicksort; Paredes and
/// Navarro, ALENEX 2006). They lie in segments, the worst in the first; what comes in is added to one of them, and the last is split where
/// it is too large to be sorted. Used by one thread.
/// </summary>
internal sealed class RankedPile
{
    /// <summary>The most that are taken at a time.</summary>
    public const int Chunk = 32;

    // Of a sample of so many one is the pivot: the second, so that most stay where they are, or the middle where few are left.
    private const int Sample = 31;
    private const int SecondPlace = 1;
    private const int MiddlePlace = Sample / 2;

    private Segment[] _segments = [new(), new(), new(), new()];
    private int _last;

    // How many there were when the segments were last set right.
    private int _settled;
    private SplitMix64 _random = new(0);

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        foreach (Segment segment in _segments)
            segment.Count = 0;
        (_last, _settled, _random) = (0, 0, new SplitMix64(0));
    }

    /// <summary>Adds one that is the last observed, or seen from the other end the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double reward, int order, int architecture)
    {
        // Nearly always it is one of the many bad ones.
        Segment segment = _segments[0];
        if (_last > 0 && !(reward < segment.Bound.Reward))
            segment = SegmentOf(new Ranked(reward, order, architecture));
        // Number by number into its place: through a copy it would wait for itself.
        segment.Add() = new Ranked(reward, order, architecture);
    }

    /// <summary>The worst: whatever is less than <see cref="Bound"/> may be added to it.</summary>
    public Segment Worst => _segments[0];

    /// <summary>What the reward of all those is less than.</summary>
    public double Bound => _last > 0 ? _segments[0].Bound.Reward : double.PositiveInfinity;

    /// <summary>Adds some that are better than all that are there.</summary>
    /// <param name="entries">The best first; at least one.</param>
    public void AddBest(ReadOnlySpan<Ranked> entries)
    {
        if (_segments[_last].Count > Chunk)
        {
            Gather();
            _segments[_last].Bound = entries[^1];
            Begin();
        }
        foreach (ref readonly Ranked entry in entries)
            _segments[_last].Add() = entry;
    }

    /// <summary>Takes some of the best; there must be one.</summary>
    /// <param name="best">Has room for <see cref="Chunk"/>; receives them, the best first.</param>
    /// <returns>How many.</returns>
    public int TakeBest(Span<Ranked> best)
    {
        while (_segments[_last].Count is var count && (count > Chunk || count == 0))
            if (count == 0)
                _last--;
            else
                Split();
        Span<Ranked> entries = _segments[_last].Taken();
        entries.CopyTo(best);
        best[..entries.Length].Sort();
        _last = int.Max(_last - 1, 0);
        return entries.Length;
    }

    // Where many came in, their segments lie too near to the worst, and take in too many. So seldom that it costs little for each, even where
    // the first is to be split again.
    private void Gather()
    {
        int count = Count();
        if (count - _settled < _settled / 8)
            return;
        _settled = count;
        for (; _last > 0; _last--)
            foreach (ref readonly Ranked entry in _segments[_last].Taken())
                _segments[0].Add() = entry;
    }

    private int Count()
    {
        int count = 0;
        for (int segment = 0; segment <= _last; segment++)
            count += _segments[segment].Count;
        return count;
    }

    // The first, and so the worst, whose bound it is after.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Segment SegmentOf(Ranked entry)
    {
        (int low, int high) = (0, _last);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_segments[middle].IsAfterBound(entry))
                high = middle;
            else
                low = middle + 1;
        }
        return _segments[low];
    }

    private void Begin()
    {
        if (++_last == _segments.Length)
            _segments = [.. _segments, .. Enumerable.Range(0, _last).Select(_ => new Segment())];
    }

    // No two are equal, so both parts have some but by the rarest chance, and then it is done again.
    private void Split()
    {
        Begin();
        (Segment from, Segment to) = (_segments[_last - 1], _segments[_last]);
        Span<Ranked> sample = stackalloc Ranked[Sample];
        foreach (ref Ranked entry in sample)
            entry = from.Entries[_random.NextIndex(from.Count)];
        sample.Sort();
        from.Bound = sample[from.Count > Chunk * Sample ? SecondPlace : MiddlePlace];
        to.Count = 0;
        Span<Ranked> entries = from.Entries.AsSpan(0, from.Count);
        int kept = 0;
        foreach (Ranked entry in entries)
        {
            bool stays = from.IsAfterBound(entry);
            if (stays)
                entries[kept++] = entry;
            else
                to.Add() = entry;
        }
        from.Count = kept;
        _settled = Count();
    }

    /// <summary>Some of them, in no order.</summary>
    internal sealed unsafe class Segment
    {
        // Does not move, for others write there too.
        private Ranked[] _entries = Room(2 * Chunk);

        public Ranked[] Entries => _entries;

        public int Count { get; set; }

        /// <summary>Where the next one goes.</summary>
        public Ranked* Next
        {
            get => First + Count;
            set => Count = (int)(value - First);
        }

        /// <summary>All are after it, and all of the next segment are not; means nothing in the last.</summary>
        public Ranked Bound { get; set; }

        private Ranked* First => (Ranked*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_entries));

        public bool IsAfterBound(in Ranked entry) =>
            entry.Reward < Bound.Reward || (entry.Reward == Bound.Reward && entry.Order > Bound.Order);

        /// <summary><see cref="Next"/>, where there is room for so many from there on.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Ranked* NextOf(int room)
        {
            if (Entries.Length - Count < room)
                Grow(room);
            return Next;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref Ranked Add()
        {
            if (Count == Entries.Length)
                Grow(1);
            return ref Entries[Count++];
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void Grow(int room)
        {
            Ranked[] entries = Room(int.Max(2 * Entries.Length, Count + room));
            Entries.AsSpan(0, Count).CopyTo(entries);
            _entries = entries;
        }

        public Span<Ranked> Taken()
        {
            int count = Count;
            Count = 0;
            return Entries.AsSpan(0, count);
        }

        private static Ranked[] Room(int length) => GC.AllocateUninitializedArray<Ranked>(length, pinned: true);
    }
}
