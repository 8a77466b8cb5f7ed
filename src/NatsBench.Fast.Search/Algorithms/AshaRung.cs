using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// What was observed on a rung, and who may be promoted: the best 1/eta, each once, the best first. With each observation the end of the best
/// moves by one configuration at most, so only those around it are kept sorted, and the others lie in two piles, for trials may have
/// millions of observations. Used by one thread.
/// </summary>
internal sealed class AshaRung
{
    private const int Room = 4 * RankedPile.Chunk;

    // Sorted, the best first: those around the end of the best. Those before _end are among the best, and so is all of _better; there is at least
    // one before _end as soon as one in all may be promoted.
    private readonly Ranked[] _around = new Ranked[Room];
    private int _count;
    private int _end;

    // Better than all around, seen from the other end; and worse.
    private readonly RankedPile _better = new();
    private readonly RankedPile _worse = new();

    // Whoever came among the best and was not promoted; may have left them again. Its architecture is marked, so that it does not come here again.
    // The first of them, for mostly there is no other, and the others.
    private readonly PriorityQueue<int, Ranked> _waiting = new();
    private Ranked _firstWaiting;
    private bool _anyWaits;
    private readonly int _eta;
    private int _observed;
    private int _untilGrowth;

    /// <summary>A rung of which nothing was observed.</summary>
    /// <param name="eta">Of so many one may be promoted, 2 or more.</param>
    public AshaRung(int eta) => _eta = _untilGrowth = eta;

    /// <summary>Whether there is one that came among the best and was not promoted.</summary>
    public bool AnyWaits => _anyWaits;

    /// <summary>Forgets what was observed.</summary>
    public void Clear()
    {
        (_count, _end, _observed, _untilGrowth, _anyWaits) = (0, 0, 0, _eta, false);
        _better.Clear();
        _worse.Clear();
        _waiting.Clear();
    }

    /// <summary>Takes an observation.</summary>
    /// <param name="architecture">0 or more.</param>
    /// <param name="reward">Any number but NaN.</param>
    public void Add(int architecture, double reward)
    {
        bool grows = --_untilGrowth == 0;
        if (grows)
            _untilGrowth = _eta;
        int order = _observed++;
        bool isBest = false;
        if (_count == 0 || reward <= _around[_count - 1].Reward)
        {
            _worse.Add(reward, order, architecture);
        }
        else if (reward > _around[0].Reward)
        {
            isBest = true;
            Wait(reward, order, architecture);
            // Seen from the other end, and marked.
            _better.Add(-reward, ~order, ~architecture);
        }
        else
        {
            isBest = Insert(new Ranked(reward, order, architecture));
        }
        // One came among the best, and one more may be. Mostly the end moves among those that came among the best before.
        int moved = Unsafe.BitCast<bool, byte>(grows) - Unsafe.BitCast<bool, byte>(isBest), end = _end + moved;
        if ((uint)(end - 1) < (uint)_count && _around[end - 1].Architecture < 0)
            _end = end;
        else if (moved > 0)
            MoveOn();
        else if (moved < 0)
            MoveBack();
    }

    /// <summary>What is plain from now on; nothing where somebody waits.</summary>
    /// <param name="plain">Receives it.</param>
    /// <param name="room">So many may be observed plainly before this is asked again.</param>
    public unsafe void Open(ref PlainRung plain, int room)
    {
        plain.NextWorse = _worse.Worst.NextOf(room);
        plain.NextBetter = _better.Worst.NextOf(room);
        plain.Level = (_end - 1) * _eta + _eta - _untilGrowth;
        (plain.Better, plain.Worse, plain.Levels) = (double.PositiveInfinity, double.NegativeInfinity, 0);
        if (_anyWaits || _count == 0)
            return;
        // The end of the best stays within the first of those around that are all marked.
        int marked = _end;
        while (marked < _count && _around[marked].Architecture < 0)
            marked++;
        plain.Levels = (uint)(marked * _eta);
        plain.Better = double.Max(_around[0].Reward, -_better.Bound);
        plain.Worse = double.Min(double.BitIncrement(_around[_count - 1].Reward), _worse.Bound);
    }

    /// <summary>Takes what was observed plainly.</summary>
    /// <param name="plain">What <see cref="Open"/> gave, and others changed.</param>
    /// <param name="observed">The order of the next observation: more than that of any so far.</param>
    public unsafe void Close(in PlainRung plain, int observed)
    {
        _worse.Worst.Next = plain.NextWorse;
        _better.Worst.Next = plain.NextBetter;
        int level = plain.Level + _eta;
        _end = (int)((uint)level / (uint)_eta);
        _untilGrowth = _eta - (level - _end * _eta);
        _observed = observed;
    }

    /// <summary>Takes the best that may be promoted and was not; false when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPromote(out int architecture)
    {
        architecture = -1;
        return _anyWaits && TryPromoteWaiting(out architecture);
    }

    private bool TryPromoteWaiting(out int architecture)
    {
        architecture = _firstWaiting.Architecture;
        if (_firstWaiting.CompareTo(_around[_end - 1]) > 0)
            return false;
        _anyWaits = _waiting.TryDequeue(out _, out Ranked next);
        if (_anyWaits)
            _firstWaiting = next;
        return true;
    }

    private void Wait(double reward, int order, int architecture)
    {
        if (!_anyWaits)
            (_anyWaits, _firstWaiting) = (true, new Ranked(reward, order, architecture));
        else
            WaitWithOthers(new Ranked(reward, order, architecture));
    }

    private void WaitWithOthers(Ranked entry)
    {
        if (entry.CompareTo(_firstWaiting) < 0)
            (entry, _firstWaiting) = (_firstWaiting, entry);
        _waiting.Enqueue(entry.Architecture, entry);
    }

    private Ranked Waits(in Ranked entry)
    {
        Wait(entry.Reward, entry.Order, entry.Architecture);
        return entry with { Architecture = ~entry.Architecture };
    }

    // Among those around; true when it is one of the best.
    private bool Insert(in Ranked entry)
    {
        // The first is not worse than it. Nobody foretells where it belongs, so nothing jumps for it.
        int low = 1;
        for (int left = _count - 1; left > 0;)
        {
            int half = (left + 1) / 2;
            low += half & -Unsafe.BitCast<bool, byte>(_around[low + half - 1].Reward >= entry.Reward);
            left -= half;
        }
        bool isBest = low < _end;
        Array.Copy(_around, low, _around, low + 1, _count - low);
        _around[low] = isBest ? Waits(entry) : entry;
        _end += isBest ? 1 : 0;
        if (++_count == Room)
            MakeRoom();
        return isBest;
    }

    // The first of the others comes among the best.
    private void MoveOn()
    {
        if (_end == _count)
        {
            if (_count >= Room - RankedPile.Chunk)
                MakeRoom();
            _count += _worse.TakeBest(_around.AsSpan(_count));
        }
        if (_around[_end].Architecture >= 0)
            _around[_end] = Waits(_around[_end]);
        _end++;
    }

    // The last of the best leaves them.
    private void MoveBack()
    {
        if (--_end > 0)
            return;
        if (_count >= Room - RankedPile.Chunk)
            MakeRoom();
        Span<Ranked> taken = stackalloc Ranked[RankedPile.Chunk];
        taken = taken[.._better.TakeBest(taken)];
        Array.Copy(_around, 0, _around, taken.Length, _count);
        for (int i = 0; i < taken.Length; i++)
            _around[taken.Length - 1 - i] = taken[i].Reversed();
        (_count, _end) = (_count + taken.Length, taken.Length);
    }

    // Those farthest from the end of the best go to their pile.
    private void MakeRoom()
    {
        if (_end <= Room / 2)
        {
            _count -= RankedPile.Chunk;
            _worse.AddBest(_around.AsSpan(_count, RankedPile.Chunk));
            return;
        }
        Span<Ranked> gone = stackalloc Ranked[RankedPile.Chunk];
        for (int i = 0; i < gone.Length; i++)
            gone[gone.Length - 1 - i] = _around[i].Reversed();
        _better.AddBest(gone);
        Array.Copy(_around, gone.Length, _around, 0, _count - gone.Length);
        (_count, _end) = (_count - gone.Length, _end - gone.Length);
    }
}
