using CsCheck;
using NatsBench.Fast.OneShot.Randomness;

namespace NatsBench.Fast.OneShot.Tests.Randomness;

public sealed class SeededDrawsTests
{
    [Fact]
    public void They_go_on_from_a_saved_state() => Gen.ULong.Sample(seed =>
    {
        SeededDraws draws = new(seed), others = new(seed + 1);
        draws.Index(DrawPurpose.Operation, 5);
        others.Restore(draws.Save());
        Assert.Equal(draws.Uniform(DrawPurpose.Operation), others.Uniform(DrawPurpose.Operation));
        Assert.Equal(draws.Uniform(DrawPurpose.Width), others.Uniform(DrawPurpose.Width));
    }, iter: 50);

    [Fact]
    public void A_purpose_moves_no_other()
    {
        SeededDraws one = new(3), other = new(3);
        _ = other.Uniform(DrawPurpose.Noise);
        Assert.Equal(one.Uniform(DrawPurpose.Width), other.Uniform(DrawPurpose.Width));
        Assert.NotEqual(one.Uniform(DrawPurpose.Noise), other.Uniform(DrawPurpose.Noise));
    }

    [Fact]
    public void They_have_their_distributions()
    {
        SeededDraws draws = new(1);
        const int count = 40_000;
        double[] noise = new double[count], weights = [1, 0, 3];
        draws.Exponential(DrawPurpose.Noise, noise);
        Assert.All(noise, value => Assert.True(value > 0));
        Assert.Equal(1, noise.Average(), 0.03);
        int[] chosen = new int[3], second = new int[3];
        for (int i = 0; i < count; i++)
        {
            chosen[draws.Category(DrawPurpose.Width, weights)]++;
            (int a, int b) = draws.DistinctPair(DrawPurpose.Pair, [1, 1, 2]);
            Assert.NotEqual(a, b);
            second[b]++;
        }
        Assert.Equal(0, chosen[1]);
        Assert.Equal(0.75, (double)chosen[2] / count, 0.02);
        // 1/4·2/3 + 1/4·2/3: the heavy one comes second where one of the two light ones came first.
        Assert.Equal(1.0 / 3, (double)second[2] / count, 0.02);
    }

    [Fact]
    public void Nothing_can_be_drawn_of_nothing()
    {
        Assert.Throws<NatsBenchException>(() => new SeededDraws(1).Category(DrawPurpose.Width, [double.NaN, double.NaN]));
        Assert.Throws<NatsBenchException>(() => new SeededDraws(1).Restore([1, 2, 3]));
    }
}
