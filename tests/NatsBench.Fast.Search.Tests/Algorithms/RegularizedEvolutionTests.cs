using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>REA's population: who becomes a parent, who goes, and that it is completed whatever the budget.</summary>
public sealed class RegularizedEvolutionTests(SearchScenes scenes)
{
    private const int Population = 10;

    [Theory]
    [InlineData(10)]
    [InlineData(25)]
    public void The_initial_population_is_completed_whatever_the_budget(int population)
    {
        AlgorithmDefinition rea = AlgorithmCatalog.Get("rea");
        HyperParameters parameters = HyperParameters.Of(rea, new Dictionary<string, string> { ["population"] = $"{population}" });
        Experiment experiment = new(scenes["tss"], Dataset.Cifar10, rea, parameters, Budget.OfSeconds(0.001), RootSeed: 1);
        Assert.Equal(population, new TrialRunner(experiment).Run(0).Length);
    }

    [Fact]
    public void The_parent_is_the_best_of_three_drawn_with_replacement()
    {
        ISearchAlgorithm algorithm = Begin(out int[] members);
        // Of rank k from below: all three at most k, not all below it.
        double[] shares = [.. Enumerable.Range(1, Population).Select(k => (k * k * k - (k - 1) * (k - 1) * (k - 1)) / 1000.0)];
        ChiSquare.AssertFits(Parents(algorithm, members, 50_000), shares);
    }

    [Fact]
    public void The_oldest_goes_however_good()
    {
        ISearchAlgorithm algorithm = Begin(out int[] members);
        for (int i = 0; i < Population - 1; i++)
            Observe(algorithm, members[i], 1);
        // The best came last and is left alone with equals; whoever is drawn once with it loses.
        long[] parents = Parents(algorithm, members, 50_000);
        double best = 1 - Math.Pow(0.9, 3);
        ChiSquare.AssertFits([parents[^1], 50_000 - parents[^1]], [best, 1 - best]);
        Observe(algorithm, members[0], 1);
        Assert.Equal(0, Parents(algorithm, members, 1000)[^1]);
    }

    // Members whose neighbourhoods do not meet, with rewards that ascend.
    private ISearchAlgorithm Begin(out int[] members)
    {
        TableOracle oracle = scenes["tss"];
        AlgorithmDefinition rea = AlgorithmCatalog.Get("rea");
        SearchContext context = new(oracle, TrialWorld.Of(1, oracle.Space.Kind, "cifar10", 0), new SplitMix64(5));
        ISearchAlgorithm algorithm = rea.Begin(context, HyperParameters.Of(rea, new Dictionary<string, string>()));
        List<int> found = [];
        for (int i = 0; i < Population; i++)
            Assert.True(algorithm.TryPropose(out _));
        Assert.False(algorithm.TryPropose(out _));
        for (int architecture = 0; found.Count < Population; architecture++)
            if (found.TrueForAll(other => Distance(architecture, other) > 2))
                found.Add(architecture);
        for (int i = 0; i < Population; i++)
            Observe(algorithm, found[i], 10 + i);
        members = [.. found];
        return algorithm;
    }

    private static void Observe(ISearchAlgorithm algorithm, int architecture, double reward) =>
        algorithm.Observe(new Observation(new Proposal(architecture, 12), reward, 0, []));

    private long[] Parents(ISearchAlgorithm algorithm, int[] members, int proposals)
    {
        long[] counts = new long[members.Length];
        for (int i = 0; i < proposals; i++)
        {
            Assert.True(algorithm.TryPropose(out Proposal proposal));
            counts[Array.FindIndex(members, member => Distance(member, proposal.Architecture) == 1)]++;
        }
        return counts;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(20)]
    public void With_any_number_of_workers_a_short_budget_ends_with_the_population(int workers)
    {
        FormulaOracle oracle = new(SearchSpace.Size, [12], (digits, _) => digits[0]);
        Assert.Equal(10, oracle.Run("rea", Budget.OfSeconds(1), workers: workers).Length);
    }

    private int Distance(int one, int other)
    {
        ReadOnlySpan<byte> digits = scenes["tss"].Space.Digits(one), others = scenes["tss"].Space.Digits(other);
        int distance = 0;
        for (int position = 0; position < digits.Length; position++)
            distance += digits[position] != others[position] ? 1 : 0;
        return distance;
    }
}
