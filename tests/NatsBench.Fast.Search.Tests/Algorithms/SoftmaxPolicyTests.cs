using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Tests.Support;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>The policy of REINFORCE against the same formulas in double precision.</summary>
public sealed class SoftmaxPolicyTests
{
    [Theory]
    [InlineData(6, 5)]
    [InlineData(5, 8)]
    public void Probabilities_are_the_softmax_of_the_logits_in_single_precision(int positions, int choices)
    {
        SplitMix64 random = new(5);
        SoftmaxPolicy policy = Digits.Policy(positions, choices, ref random);
        for (double range = 1e-3; range < 100; range *= 3)
        {
            float[] logits = [.. Enumerable.Range(0, positions * choices).Select(_ => (float)(range * (random.NextUInt32() / (double)uint.MaxValue - 0.5)))];
            policy.SetLogits(logits);
            for (int position = 0; position < positions; position++)
            {
                double[] exact = Softmax([.. logits.Skip(position * choices).Take(choices).Select(logit => (double)logit)]);
                for (int choice = 0; choice < choices; choice++)
                    Assert.Equal(1, policy.Probabilities(position)[choice] / exact[choice], 1e-6 * (1 + range / 20));
            }
        }
    }

    [Fact]
    public void Initial_logits_are_small_and_differ_from_trial_to_trial()
    {
        SplitMix64 random = new(5);
        SoftmaxPolicy one = Digits.Policy(6, 5, ref random), other = Digits.Policy(6, 5, ref random);
        Assert.All(one.Logits(3).ToArray(), logit => Assert.InRange(logit, -6e-3, 6e-3));
        Assert.NotEqual(one.Logits(3).ToArray(), other.Logits(3).ToArray());
    }

    [Fact]
    public void Digits_are_drawn_by_their_probabilities()
    {
        SplitMix64 random = new(6);
        SoftmaxPolicy policy = Digits.Policy(2, 5, ref random);
        policy.SetLogits([0, 1, -1, 0.5f, 2, 0, 0, 0, -4, 3]);
        byte[] digits = new byte[2];
        long[][] counts = [new long[5], new long[5]];
        long together = 0;
        for (int i = 0; i < 100_000; i++)
        {
            policy.Sample(ref random, digits);
            counts[0][digits[0]]++;
            counts[1][digits[1]]++;
            together += digits[0] == 4 && digits[1] == 4 ? 1 : 0;
        }
        double[][] shares = [Softmax([0, 1, -1, 0.5, 2]), Softmax([0, 0, 0, -4, 3])];
        ChiSquare.AssertFits(counts[0], shares[0]);
        ChiSquare.AssertFits(counts[1], shares[1]);
        double both = shares[0][4] * shares[1][4];
        ChiSquare.AssertFits([together, 100_000 - together], [both, 1 - both]);
    }

    [Fact]
    public void Updates_are_Adams_down_the_policy_gradient()
    {
        SplitMix64 random = new(7);
        SoftmaxPolicy policy = Digits.Policy(6, 5, ref random);
        double[] logits = [.. Enumerable.Range(0, 6).SelectMany(position => policy.Logits(position).ToArray()).Select(logit => (double)logit)];
        double[] first = new double[30], second = new double[30];
        byte[] digits = new byte[6];
        for (int step = 1; step <= 300; step++)
        {
            policy.Sample(ref random, digits);
            float advantage = (float)(random.NextIndex(2001) - 1000) / 100;
            policy.Reinforce(digits, advantage);
            for (int position = 0; position < 6; position++)
            {
                double[] probabilities = Softmax(logits[(position * 5)..(position * 5 + 5)]);
                for (int choice = 0; choice < 5; choice++)
                {
                    int i = position * 5 + choice;
                    double gradient = advantage * (probabilities[choice] - (choice == digits[position] ? 1 : 0));
                    first[i] = 0.9 * first[i] + 0.1 * gradient;
                    second[i] = 0.999 * second[i] + 0.001 * gradient * gradient;
                    logits[i] -= 0.01 * (first[i] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(second[i] / (1 - Math.Pow(0.999, step))) + 1e-8);
                }
            }
            for (int i = 0; i < 30; i++)
                Assert.Equal(logits[i], policy.Logits(i / 5)[i % 5], 2e-5);
        }
        // It went somewhere.
        Assert.Contains(logits, logit => Math.Abs(logit) > 0.1);
    }

    [Fact]
    public void An_advantage_of_zero_changes_nothing_but_counts_as_a_step_of_Adam()
    {
        SplitMix64 random = new(8);
        SoftmaxPolicy waited = Digits.Policy(6, 5, ref random), fresh = Digits.Policy(6, 5, ref random);
        waited.SetLogits(new float[30]);
        fresh.SetLogits(new float[30]);
        byte[] digits = [0, 1, 2, 3, 4, 0];
        waited.Reinforce(digits, 0);
        Assert.Equal(new float[5], waited.Logits(2).ToArray());
        waited.Reinforce(digits, 1);
        fresh.Reinforce(digits, 1);
        // A first step is the learning rate; a second after nothing is 0.1/0.19 by √(0.001/0.001999) of it.
        Assert.Equal(0.01f, fresh.Logits(0)[0], 1e-7f);
        Assert.Equal(0.01f * (0.1 / 0.19) / Math.Sqrt(0.001 / 0.001999), waited.Logits(0)[0], 1e-7f);
    }

    [Fact]
    public void No_gradient_goes_through_a_digit_that_is_all_but_certain()
    {
        SplitMix64 random = new(9);
        SoftmaxPolicy policy = Digits.Policy(2, 5, ref random);
        policy.SetLogits([0, 0, 0, 0, 20, 0, 0, 0, 0, 2]);
        policy.Reinforce([4, 4], 1);
        Assert.Equal([0, 0, 0, 0, 20], policy.Logits(0).ToArray());
        Assert.NotEqual(2, policy.Logits(1)[4]);
    }

    [Fact]
    public void What_is_no_number_stays_none_and_draws_the_first_digit()
    {
        SplitMix64 random = new(10);
        SoftmaxPolicy policy = Digits.Policy(6, 5, ref random);
        byte[] digits = [4, 4, 4, 4, 4, 4];
        policy.Reinforce(digits, float.NaN);
        Assert.All(Enumerable.Range(0, 6).SelectMany(policy.Probabilities), probability => Assert.Equal(float.NaN, probability));
        policy.Sample(ref random, digits);
        Assert.Equal(new byte[6], digits);
    }

    private static double[] Softmax(double[] logits)
    {
        double[] powers = [.. logits.Select(logit => Math.Exp(logit - logits.Max()))];
        return [.. powers.Select(power => power / powers.Sum())];
    }
}
