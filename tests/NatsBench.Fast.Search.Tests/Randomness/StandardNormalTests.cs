using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Randomness;
using NatsBench.Fast.Search.Tests.Support;

namespace NatsBench.Fast.Search.Tests.Randomness;

public sealed class StandardNormalTests
{
    // The normal distribution below -2, -1.5, …, 2, from tables.
    private static readonly double[] Below =
        [0.0227501319, 0.0668072013, 0.1586552539, 0.3085375387, 0.5, 0.6914624613, 0.8413447461, 0.9331927987, 0.9772498681, 1];

    [Fact]
    public void Numbers_are_spread_as_the_normal_distribution()
    {
        SplitMix64 random = new(3);
        long[] counts = new long[Below.Length];
        double previous = 0, product = 0;
        const int Draws = 100_000;
        for (int i = 0; i < Draws; i++)
        {
            double number = StandardNormal.Next(ref random);
            counts[Math.Clamp((int)Math.Floor(number * 2) + 5, 0, Below.Length - 1)]++;
            product += number * previous;
            previous = number;
        }
        ChiSquare.AssertFits(counts, [.. Below.Select((below, i) => i == 0 ? below : below - Below[i - 1])]);
        Assert.InRange(product / Math.Sqrt(Draws), -4, 4);
    }
}
