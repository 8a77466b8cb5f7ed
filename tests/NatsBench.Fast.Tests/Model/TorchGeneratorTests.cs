using NatsBench.Fast.Model;

namespace NatsBench.Fast.Tests.Model;

/// <summary>Draws against those that PyTorch 1.13 made.</summary>
public sealed class TorchGeneratorTests
{
    [Fact]
    public void One_seed_gives_the_numbers_of_PyTorch_in_one_sequence()
    {
        TorchGenerator generator = new(777);
        uint[] singles = [.. Enumerable.Range(0, 3).Select(_ => BitConverter.SingleToUInt32Bits(generator.NextSingle()))];
        Assert.Equal([0x3da7_c338, 0x3efb_765e, 0x3ece_7c76], singles);
        Assert.Equal([5, 5, 2, 0, 1, 5, 7, 2], Enumerable.Range(0, 8).Select(_ => generator.NextBelow(9)));
        Assert.Equal([2, 2, 0, 1, 3, 2, 3, 0], Enumerable.Range(0, 8).Select(_ => generator.NextBelow(5)));
        // More than the generator holds at once; rounded once.
        float[] values = new float[700];
        generator.Uniform(values, -0.1f, 0.25f);
        Assert.Equal(
            [1_045_932_486, 1_046_310_681, 3_166_397_738, 3_176_965_437],
            new[] { values[0], values[1], values[2], values[699] }.Select(BitConverter.SingleToUInt32Bits));
        Assert.Equal(0x3f3d_77ab, BitConverter.SingleToInt32Bits(generator.NextSingle()));
    }

    [Theory]
    [InlineData(0, 8_325_804)]
    [InlineData(-1, 16_673_187)]
    [InlineData(1L << 31, 15_313_178)]
    [InlineData((1L << 32) + 777, 1_374_311)]
    [InlineData(777, 1_374_311)]
    public void The_lowest_32_bits_of_a_seed_count(long seed, int first) => Assert.Equal(first, new TorchGenerator(seed).NextSingle() * (1 << 24));

    [Fact]
    public void Ranges_that_hold_nothing_are_refused()
    {
        TorchGenerator generator = new(0);
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.NextBelow(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Uniform([], 1, 0));
    }
}
