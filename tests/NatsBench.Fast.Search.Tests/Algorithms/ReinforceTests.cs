using System.Globalization;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;
using NatsBench.Fast.Search.Tests.Support;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>What REINFORCE makes of rewards: the same draws and updates from a policy beside it that is told the advantages.</summary>
public sealed class ReinforceTests(SearchScenes scenes)
{
    [Theory]
    [InlineData("tss", 0.9)]
    [InlineData("sss", 0.9)]
    [InlineData("tss", 0.5)]
    [InlineData("tss sparse", 0.9)]
    public void The_baseline_is_the_corrected_average_of_the_rewards_the_present_one_included(string scene, double momentum)
    {
        (ISearchAlgorithm algorithm, SoftmaxPolicy twin, SplitMix64 random) = Begin(scene, momentum);
        TableOracle oracle = scenes[scene];
        byte[] digits = new byte[oracle.Space.Positions];
        List<double> rewards = [];
        for (int step = 0; step < 200; step++)
        {
            twin.Sample(ref random, digits);
            Assert.True(algorithm.TryPropose(out Proposal proposal));
            Assert.Equal((oracle.Space.Resolve(digits), 12), (proposal.Architecture, proposal.Epochs));
            rewards.Add(20 + 60 * (SplitMix64.At(9, (ulong)step) >> 11) / (double)(1L << 53));
            algorithm.Observe(new Observation(proposal, rewards[^1], 0, []));
            double weights = 0, sum = 0;
            for (int i = 0; i <= step; i++)
                (weights, sum) = (weights + Math.Pow(momentum, step - i), sum + Math.Pow(momentum, step - i) * rewards[i]);
            double advantage = rewards[^1] - sum / weights;
            Assert.True(step > 0 || Math.Abs(advantage) < 1e-12);
            twin.Reinforce(digits, (float)advantage);
        }
    }

    [Fact]
    public void Outcomes_that_come_late_and_in_another_order_move_the_digits_that_were_drawn()
    {
        (ISearchAlgorithm algorithm, SoftmaxPolicy twin, SplitMix64 random) = Begin("tss sparse", 0.9);
        byte[][] digits = [new byte[6], new byte[6], new byte[6]];
        Proposal[] proposals = new Proposal[3];
        for (int i = 0; i < 3; i++)
        {
            twin.Sample(ref random, digits[i]);
            Assert.True(algorithm.TryPropose(out proposals[i]));
        }
        double rewards = 0, weights = 0;
        foreach (int i in (int[])[2, 0, 1])
        {
            double reward = 50 + 10 * i;
            algorithm.Observe(new Observation(proposals[i], reward, 0, []));
            (rewards, weights) = (0.9 * rewards + 0.1 * reward, 0.9 * weights + 0.1);
            twin.Reinforce(digits[i], (float)(reward - rewards / weights));
        }
        byte[] next = new byte[6];
        for (int i = 0; i < 1000; i++)
        {
            twin.Sample(ref random, next);
            Assert.True(algorithm.TryPropose(out Proposal proposal));
            Assert.Equal(scenes["tss sparse"].Space.Resolve(next), proposal.Architecture);
        }
    }

    private (ISearchAlgorithm Algorithm, SoftmaxPolicy Twin, SplitMix64 Random) Begin(string scene, double momentum)
    {
        TableOracle oracle = scenes[scene];
        AlgorithmDefinition reinforce = AlgorithmCatalog.Get("reinforce");
        SplitMix64 random = new(21);
        SearchContext context = new(oracle, TrialWorld.Of(1, oracle.Space.Kind, "cifar10", 0), random);
        HyperParameters parameters = HyperParameters.Of(
            reinforce, new Dictionary<string, string> { ["momentum"] = momentum.ToString(CultureInfo.InvariantCulture) });
        ISearchAlgorithm algorithm = reinforce.Begin(context, parameters);
        return (algorithm, Digits.Policy(oracle.Space.Positions, oracle.Space.Choices, ref random), random);
    }
}
