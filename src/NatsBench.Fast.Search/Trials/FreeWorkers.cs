using System.Numerics;
using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Search.Trials;

/// <summary>The workers that have nothing to do, a bit each. Used by one thread.</summary>
/// <param name="workers">Number of workers; none is free at first.</param>
internal sealed class FreeWorkers(int workers)
{
    private const int BitsOfWord = 64;

    private readonly ulong[] _words = new ulong[(workers + BitsOfWord - 1) / BitsOfWord];

    // No word before it has a bit.
    private int _first;

    // Where one alone is free, it; it has no bit. Mostly whoever ended begins again at once.
    private int _only = -1;

    /// <summary>How many are free.</summary>
    public int Count { get; private set; }

    /// <summary>Frees all.</summary>
    public void AddAll()
    {
        Array.Fill(_words, ulong.MaxValue);
        _words[^1] >>= _words.Length * BitsOfWord - workers;
        (_first, _only, Count) = (0, -1, workers);
    }

    /// <summary>Frees one that is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int worker)
    {
        if (Count++ == 0)
            _only = worker;
        else
            AddToOthers(worker);
    }

    /// <summary>Takes the free one of the lowest number; there must be one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TakeLowest()
    {
        Count--;
        int worker = _only;
        _only = -1;
        return worker >= 0 ? worker : TakeLowestOfOthers();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddToOthers(int worker)
    {
        Mark(worker);
        if (_only >= 0)
            Mark(_only);
        _only = -1;
    }

    private void Mark(int worker)
    {
        int word = worker / BitsOfWord;
        _words[word] |= 1UL << worker;
        _first = int.Min(_first, word);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int TakeLowestOfOthers()
    {
        while (_words[_first] == 0)
            _first++;
        int worker = _first * BitsOfWord + BitOperations.TrailingZeroCount(_words[_first]);
        _words[_first] &= _words[_first] - 1;
        return worker;
    }
}
