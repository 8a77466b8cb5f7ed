using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Search.Trials;

/// <summary>
/// When each busy worker ends, in the order of time, of equals whoever began first. All ends lie in one row by worker; those up to a horizon
/// also lie sorted, and are taken from there. When they are used up the row is looked through for those up to a later horizon, which moves so
/// that some twice the root of the number of workers are found: a look costs little for each, and few are sorted at a time. The width of
/// the look adapts, and changes no answer. Used by one thread.
/// </summary>
internal sealed unsafe class NextEnds
{
    private const int Block = 64;
    private const double LeastWidth = 1e-200, MostWidth = 1e200;

    private readonly Rooms _rooms = new();
    private readonly int _target;

    // By worker, NaN where it is free, up to whole blocks.
    private readonly double* _ends;
    private readonly int* _numbers;
    private readonly int _room;

    // Sorted, from _first to _last - 1: all ends up to the horizon.
    private readonly double* _soonEnds;
    private readonly int* _soonWorkers;
    private readonly int _soonRoom;
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
        _room = (workers + Block - 1) / Block * Block;
        _ends = _rooms.Of<double>(_room);
        _numbers = _rooms.Of<int>(workers);
        // As many again, so that those in use move to the front now and then only.
        _soonRoom = 2 * workers + 1;
        _soonEnds = _rooms.Of<double>(_soonRoom);
        _soonWorkers = _rooms.Of<int>(_soonRoom);
        _sorter = new EndSorter(workers);
        Clear();
    }

    /// <summary>Where the workers lie that were taken together.</summary>
    public int* Taken => _soonWorkers;

    /// <summary>Where whoever lets many begin that are free writes when each worker ends, and tells by <see cref="Begin"/>.</summary>
    public double* ByWorker => _ends;

    /// <summary>Likewise how many had begun before it.</summary>
    public int* Numbers => _numbers;

    /// <summary>How many have begun.</summary>
    public int Begun => _begun;

    /// <summary>Nobody works, and time begins anew.</summary>
    public void Clear()
    {
        new Span<double>(_ends, _room).Fill(double.NaN);
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

    /// <summary>So many have begun, and their ends are written. Only where they are taken together.</summary>
    public void Begin(int count)
    {
        _begun += count;
        _busy += count;
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
    /// <param name="ends">When they end, in the order of time; valid until the next call, while this object lives.</param>
    /// <param name="workers">Who.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TakeTogether(double seconds, out ReadOnlySpan<double> ends, out ReadOnlySpan<int> workers)
    {
        int found = 0;
        if (_busy > 0)
        {
            // All end after the last horizon, so that whoever has begun since then ends after the next one.
            found = Look(_taken, _taken + seconds, takes: true);
            if (found == 0)
            {
                double least = Least();
                found = Look(least, least + seconds, takes: true);
            }
            _taken = _horizon;
            _sorter.Sort(_soonEnds, _soonWorkers, _numbers, found);
            // Whoever begins is looked for again.
            _horizon = double.NegativeInfinity;
        }
        ends = new ReadOnlySpan<double>(_soonEnds, found);
        workers = new ReadOnlySpan<int>(_soonWorkers, found);
        _busy -= found;
        return found > 0;
    }

    // Behind its equals, for it began last.
    private void Insert(int worker, double end)
    {
        if (_last == _soonRoom)
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
        Move(place, place + 1);
        (_soonEnds[place], _soonWorkers[place]) = (end, worker);
        _last++;
    }

    private void MoveToFront()
    {
        Move(_first, 0);
        (_first, _last) = (0, _last - _first);
    }

    // All from a place on to another one.
    private void Move(int from, int to)
    {
        int count = _last - from;
        new ReadOnlySpan<double>(_soonEnds + from, count).CopyTo(new Span<double>(_soonEnds + to, count));
        new ReadOnlySpan<int>(_soonWorkers + from, count).CopyTo(new Span<int>(_soonWorkers + to, count));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryLook()
    {
        if (_busy == 0)
            return false;
        int found = Look(_horizon, _horizon + _width, takes: false);
        if (found == 0)
        {
            double least = Least();
            found = Look(least, Math.Max(least, least + _width), takes: false);
        }
        if (found == 0)
            throw new NatsBenchException("a training costs a number of seconds that is none");
        _sorter.Sort(_soonEnds, _soonWorkers, _numbers, found);
        (_first, _last) = (0, found);
        Adapt(found);
        return true;
    }

    private void Adapt(int found) => _width = Math.Clamp(_width * Math.Clamp((double)_target / found, 0.25, 4), LeastWidth, MostWidth);

    // Finds all ends up to a horizon, in the order of the workers; all are after the time before it, or then. Frees
    // them where they are taken.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Look(double before, double horizon, bool takes)
    {
        _horizon = horizon;
        // No more are found than there are workers, for each of whom there is room.
        double steps = EndSorter.StepsOfSecond(horizon - before);
        double* staged = _sorter.Ends;
        short* nears = _sorter.Nears;
        int* workers = _sorter.Workers;
        int found = 0;
        for (int first = 0; first < _room; first += Block)
        {
            double* block = _ends + first;
            for (ulong near = UpTo(horizon, block); near != 0; near &= near - 1)
            {
                int place = BitOperations.TrailingZeroCount(near);
                double end = block[place];
                staged[found] = end;
                block[place] = takes ? double.NaN : end;
                nears[found] = EndSorter.Near(end - before, steps);
                workers[found] = first + place;
                found++;
            }
        }
        return found;
    }

    // A bit for each of a block that is not beyond the horizon; none for NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong UpTo(double horizon, double* block)
    {
        ulong bits = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<double> most = Vector256.Create(horizon);
            for (int i = 0; i < Block; i += 4 * Vector256<double>.Count)
                bits |= (ulong)(UpTo(most, block + i) | UpTo(most, block + i + 4) << 4 | UpTo(most, block + i + 8) << 8 | UpTo(most, block + i + 12) << 12) << i;
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Vector128<double> most = Vector128.Create(horizon);
            for (int i = 0; i < Block; i += 4 * Vector128<double>.Count)
                bits |= (ulong)(UpTo(most, block + i) | UpTo(most, block + i + 2) << 2 | UpTo(most, block + i + 4) << 4 | UpTo(most, block + i + 6) << 6) << i;
        }
        else
        {
            for (int i = 0; i < Block; i++)
                bits |= block[i] <= horizon ? 1UL << i : 0;
        }
        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint UpTo(Vector256<double> most, double* some) => Vector256.LessThanOrEqual(Vector256.Load(some), most).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint UpTo(Vector128<double> most, double* some) => Vector128.LessThanOrEqual(Vector128.Load(some), most).ExtractMostSignificantBits();

    private double Least()
    {
        Vector<double> least = new(double.PositiveInfinity);
        for (int i = 0; i < _room; i += Vector<double>.Count)
        {
            Vector<double> some = Vector.Load(_ends + i);
            least = Vector.ConditionalSelect(Vector.LessThan(some, least), some, least);
        }
        double first = least[0];
        for (int i = 1; i < Vector<double>.Count; i++)
            first = double.Min(first, least[i]);
        return first;
    }
}
