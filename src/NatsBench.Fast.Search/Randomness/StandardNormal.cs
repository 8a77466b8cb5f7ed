using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Randomness;

/// <summary>Normal numbers of mean 0 and deviation 1, by Box and Muller, equal to the last bit on any machine.</summary>
internal static class StandardNormal
{
    private const double Step = 1.0 / (1UL << 53);

    /// <summary>The next number; two of the generator's are drawn.</summary>
    public static double Next(ref SplitMix64 random)
    {
        // In (0, 1], for the logarithm; the cosine of a whole turn is spread as that of half a turn.
        double radius = ((random.NextUInt64() >> 11) + 1) * Step, turn = (random.NextUInt64() >> 11) * Step;
        return Math.Sqrt(-2 * Elementary.Log(radius)) * Elementary.CosHalfTurns(turn);
    }
}
