using NatsBench.Fast.Synthesis.Noise;

namespace NatsBench.Fast.Synthesis.Tests;

public class NoiseKeyTests
{
    [Fact]
    public void Keys_depend_on_every_part_and_on_their_order()
    {
        NoiseKey root = NoiseKey.Root(1);
        ulong[] bits =
        [
            root.Bits(0), root.Bits(1), NoiseKey.Root(2).Bits(0), root.With(1).Bits(0), root.With(1).With(2).Bits(0),
            root.With(2).With(1).Bits(0), root.With("tss").Bits(0), root.With("sss").Bits(0),
        ];
        Assert.Equal(bits.Length, bits.Distinct().Count());
        Assert.Equal(root.With(1).With("x").Bits(3), NoiseKey.Root(1).With(1).With("x").Bits(3));
    }

    [Fact]
    public void Normal_numbers_have_mean_zero_and_deviation_one()
    {
        NoiseKey key = NoiseKey.Root(3);
        double[] numbers = [.. Enumerable.Range(0, 100_000).Select(key.Normal)];
        double mean = numbers.Average();
        Assert.Equal(0, mean, 0.01);
        Assert.Equal(1, Math.Sqrt(numbers.Average(number => (number - mean) * (number - mean))), 0.01);
    }
}
