namespace NatsBench.Fast.Model;

/// <summary>Python's <c>random</c> after <c>random.seed</c> with a number of 32 bits.</summary>
internal sealed class PythonRandom(uint seed)
{
    private readonly MersenneTwister _twister = MersenneTwister.OfKey(seed);

    /// <summary>Shuffles as <c>random.shuffle</c>.</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextBelow(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    // Python draws just enough bits and tries again, instead of scaling.
    private int NextBelow(int bound)
    {
        int unusedBits = int.LeadingZeroCount(bound);
        uint drawn;
        do
            drawn = _twister.NextUInt32() >> unusedBits;
        while (drawn >= bound);
        return (int)drawn;
    }
}
