using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;

namespace NatsBench.Fast.Search.Tests.Support;

/// <summary>Models and policies asked with digits one by one, where they take them in one number.</summary>
internal static class Digits
{
    public static SoftmaxPolicy Policy(int positions, int choices, ref SplitMix64 random)
    {
        SoftmaxPolicy policy = new(positions, choices, 0.01);
        policy.Begin(ref random);
        return policy;
    }

    public static void Sample(this SoftmaxPolicy policy, ref SplitMix64 random, Span<byte> digits)
    {
        uint[] numbers = new uint[SoftmaxPolicy.Lanes];
        random.Fill(numbers.AsSpan(0, digits.Length));
        int number = policy.Sample(numbers, out int code);
        int choices = policy.Logits(0).Length, expected = 0;
        for (int position = 0; position < digits.Length; position++)
            expected = expected * choices + ((number >> (position * SoftmaxPolicy.BitsOfDigit)) & 7);
        Assert.Equal(expected, code);
        for (int position = 0; position < digits.Length; position++, number >>= SoftmaxPolicy.BitsOfDigit)
            digits[position] = (byte)(number & 7);
        Assert.Equal(0, number);
    }

    public static void Reinforce(this SoftmaxPolicy policy, ReadOnlySpan<byte> digits, float advantage)
    {
        int number = 0;
        for (int position = 0; position < digits.Length; position++)
            number |= digits[position] << (position * SoftmaxPolicy.BitsOfDigit);
        policy.Reinforce(number, advantage);
    }

    public static void Insert(this RankedObservations observations, ReadOnlySpan<byte> digits, double loss) =>
        observations.Insert(RankedObservations.Row(digits), loss);

    public static void Observe(this BohbModel model, int rung, ReadOnlySpan<byte> digits, double loss) =>
        model.Observe(rung, RankedObservations.Row(digits), loss);

    public static bool TryPropose(this BohbModel model, ref SplitMix64 random, Span<byte> digits)
    {
        bool found = model.TryPropose(ref random, out ulong row);
        for (int position = 0; position < digits.Length; position++, row >>= 8)
            digits[position] = (byte)row;
        return found;
    }

    public static double At(this CategoricalDensity density, ReadOnlySpan<byte> digits) => density.At(RankedObservations.Row(digits));
}
