using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Trials;

/// <summary>Which draw the i-th training of an architecture gets.</summary>
public sealed class SeedDrawsTests
{
    private static readonly TrialWorld World = TrialWorld.Of(1, SearchSpace.Topology, "cifar10", 3);

    [Fact]
    public void The_ith_training_of_an_architecture_draws_the_same_whatever_was_trained_between()
    {
        SeedDraws alone = new(SeedPolicy.Sampled, 10), among = new(SeedPolicy.Sampled, 10);
        alone.Begin(World);
        among.Begin(World);
        for (int i = 0; i < 5; i++)
        {
            for (int other = 0; other < i; other++)
                among.Next(other);
            uint draw = alone.Next(7);
            Assert.Equal(draw, among.Next(7));
            Assert.Equal(World.Draw(7, i), draw);
        }
    }

    [Fact]
    public void A_new_trial_begins_to_count_anew()
    {
        SeedDraws draws = new(SeedPolicy.Sampled, 10);
        draws.Begin(World);
        uint first = draws.Next(4);
        Assert.NotEqual(first, draws.Next(4));
        draws.Begin(World);
        Assert.Equal(first, draws.Next(4));
    }

    [Fact]
    public void One_seed_a_trial_draws_once()
    {
        SeedDraws draws = new(SeedPolicy.Trial, 10);
        draws.Begin(World);
        Assert.Equal([World.TrialDraw, World.TrialDraw, World.TrialDraw], [draws.Next(1), draws.Next(1), draws.Next(2)]);
    }
}
