using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Search.Trials;

/// <summary>
/// When each busy worker ends, in the order of time, of equals whoever began first. All ends lie in one row by worker; those up to a horizon
/// also lie sorted, and are taken from there. When they are used up the row is looked through for those up to a later horizon, which moves so
/// that some twice the root of the number of workers are found: a look costs little for each, and few are sorted at a time. The width of
/// the look adapts, and changes no answer. Used by one thread.
/// </summary>
internal sealed class NextEnds
{
    private const int Block = 64;
    private const double LeastWidth = 1e-200, MostWidth = 1e200;

    private readonly int _target;

    // By worker, NaN where it is free, up to whole blocks.
    private readonly double[] _ends;
    private readonly int[] _numbers;

    // Sorted, from _first to _last - 1: all ends up to the horizon.
    private readonly double[] _soonEnds;
    private readonly int[] _soonWorkers;
    private int _first;
    private int _last;
    private double _horizon;

    // Up to when ends were taken together.
    private double _taken;

    private readonly EndSorter _sorter;
    private double _width = 1;
    private int _begun;
    private int _busy;

    /// <summary>Nobody works.</summary>
    /// <param name="workers">Number of workers.</param>
    public NextEnds(int workers)
    {
        _target = 2 + 2 * (int)Math.Sqrt(workers);
        _ends = new double[(workers + Block - 1) / Block * Block];
        _numbers = new int[workers];
        // As many again, so that those in use move to the front now and then only.
        (_soonEnds, _soonWorkers) = (new double[2 * workers + 1], new int[2 * workers + 1]);
        _sorter = new EndSorter(workers);
        Clear();
    }

    /// <summary>Nobody works, and time begins anew.</summary>
    public void Clear()
    {
        Array.Fill(_ends, double.NaN);
        (_first, _last, _begun, _busy) = (0, 0, 0, 0);
        _horizon = _taken = double.NegativeInfinity;
    }

    /// <summary>A worker that is free begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int worker, double end)
    {
        _ends[worker] = end;
        _numbers[worker] = _begun++;
        _busy++;
        if (end <= _horizon)
            Insert(worker, end);
    }

    /// <summary>Takes the worker that ends next, who is free then; false when nobody works.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(out int worker, out double end)
    {
        if (_first == _last && !TryLook())
        {
            (worker, end) = (-1, double.NaN);
            return false;
        }
        (worker, end) = (_soonWorkers[_first], _soonEnds[_first]);
        _first++;
        _ends[worker] = double.NaN;
        _busy--;
        return true;
    }

    /// <summary>
    /// Takes all that end within so many seconds of the one that ends next, who are free then; false when nobody works. Not to be mixed with
    /// the other form.
    /// </summary>
    /// <param name="seconds">0 or more: the least that anybody takes who begins when one of them ends.</param>
    /// <param name="ends">When they end, in the order of time; valid until the next call.</param>
    /// <param name="workers">Who.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TakeTogether(double seconds, out ReadOnlySpan<double> ends, out ReadOnlySpan<int> workers)
    {
        int found = 0;
        if (_busy > 0)
        {
            // All end after the last horizon, so that whoever has begun since then ends after the next one.
            found = Look(_taken, _taken + seconds);
            if (found == 0)
            {
                double least = Least();
                found = Look(least, least + seconds);
            }
            _taken = _horizon;
            _sorter.Sort(_soonEnds, _soonWorkers, _numbers, found);
            // Whoever begins is looked for again.
            _horizon = double.NegativeInfinity;
        }
        ends = _soonEnds.AsSpan(0, found);
        workers = _soonWorkers.AsSpan(0, found);
        foreach (int worker in workers)
            _ends[worker] = double.NaN;
        _busy -= found;
        return found > 0;
    }

    // Behind its equals, for it began last.
    private void Insert(int worker, double end)
    {
        if (_last == _soonEnds.Length)
            MoveToFront();
        int place = _last, least = int.Max(_first, _last - 4 * _target);
        while (place > least && _soonEnds[place - 1] > end)
            place--;
        if (place > _first && _soonEnds[place - 1] > end)
        {
            // Too many lie behind it: they are left to a later look.
            while (place > _first && _soonEnds[place - 1] > end)
                place--;
            (_last, _horizon) = (place, end);
            Adapt(4 * _target);
        }
        _soonEnds.AsSpan(place, _last - place).CopyTo(_soonEnds.AsSpan(place + 1));
        _soonWorkers.AsSpan(place, _last - place).CopyTo(_soonWorkers.AsSpan(place + 1));
        (_soonEnds[place], _soonWorkers[place]) = (end, worker);
        _last++;
    }

    private void MoveToFront()
    {
        _soonEnds.AsSpan(_first, _last - _first).CopyTo(_soonEnds);
        _soonWorkers.AsSpan(_first, _last - _first).CopyTo(_soonWorkers);
        (_first, _last) = (0, _last - _first);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryLook()
    {
        if (_busy == 0)
            return false;
        int found = Look(_horizon, _horizon + _width);
        if (found == 0)
        {
            double least = Least();
            found = Look(least, Math.Max(least, least + _width));
        }
        if (found == 0)
            throw new NatsBenchException("a training costs a number of seconds that is none");
        _sorter.Sort(_soonEnds, _soonWorkers, _numbers, found);
        (_first, _last) = (0, found);
        Adapt(found);
        return true;
    }

    private void Adapt(int found) => _width = Math.Clamp(_width * Math.Clamp((double)_target / found, 0.25, 4), LeastWidth, MostWidth);

    // Finds all ends up to a horizon, in the order of the workers; all are after the time before it, or then.
    private int Look(double before, double horizon)
    {
        _horizon = horizon;
        int found = 0;
        // No more are found than there are workers, for each of whom there is room.
        ref double staged = ref MemoryMarshal.GetArrayDataReference(_sorter.Ends);
        ref float nears = ref MemoryMarshal.GetArrayDataReference(_sorter.Nears);
        ref int workers = ref MemoryMarshal.GetArrayDataReference(_sorter.Workers);
        for (int first = 0; first < _ends.Length; first += Block)
        {
            ReadOnlySpan<double> block = _ends.AsSpan(first, Block);
            for (ulong near = UpTo(horizon, block); near != 0; near &= near - 1)
            {
                int place = BitOperations.TrailingZeroCount(near);
                double end = Unsafe.Add(ref MemoryMarshal.GetReference(block), place);
                Unsafe.Add(ref staged, found) = end;
                Unsafe.Add(ref nears, found) = (float)(end - before);
                Unsafe.Add(ref workers, found) = first + place;
                found++;
            }
        }
        return found;
    }

    // A bit for each of a block that is not beyond the horizon; none for NaN.
    private static ulong UpTo(double horizon, ReadOnlySpan<double> block)
    {
        ulong bits = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            ref double first = ref MemoryMarshal.GetReference(block);
            Vector256<double> most = Vector256.Create(horizon);
            for (int i = 0; i < Block; i += Vector256<double>.Count)
                bits |= (ulong)Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref first, (nuint)i), most).ExtractMostSignificantBits() << i;
            return bits;
        }
        for (int i = 0; i < Block; i++)
            bits |= block[i] <= horizon ? 1UL << i : 0;
        return bits;
    }

    private double Least()
    {
        Vector256<double> least = Vector256.Create(double.PositiveInfinity);
        for (int i = 0; i < _ends.Length; i += Vector256<double>.Count)
        {
            Vector256<double> some = Vector256.LoadUnsafe(ref _ends[i]);
            least = Vector256.ConditionalSelect(Vector256.LessThan(some, least), some, least);
        }
        return double.Min(double.Min(least[0], least[1]), double.Min(least[2], least[3]));
    }
}
