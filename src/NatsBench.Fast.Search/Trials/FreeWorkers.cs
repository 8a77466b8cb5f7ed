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

    /// <summary>How many are free.</summary>
    public int Count { get; private set; }

    /// <summary>Frees all.</summary>
    public void AddAll()
    {
        Array.Fill(_words, ulong.MaxValue);
        _words[^1] >>= _words.Length * BitsOfWord - workers;
        (_first, Count) = (0, workers);
    }

    /// <summary>Frees one that is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int worker)
    {
        int word = worker / BitsOfWord;
        _words[word] |= 1UL << worker;
        _first = int.Min(_first, word);
        Count++;
    }

    /// <summary>Takes the free one of the lowest number; there must be one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TakeLowest()
    {
        while (_words[_first] == 0)
            _first++;
        int worker = _first * BitsOfWord + BitOperations.TrailingZeroCount(_words[_first]);
        _words[_first] &= _words[_first] - 1;
        Count--;
        return worker;
    }
}
