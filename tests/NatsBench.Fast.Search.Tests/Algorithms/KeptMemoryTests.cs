using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Randomness;
using NatsBench.Fast.Search.Tests.Support;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>What an algorithm keeps from trial to trial is its own for as long as a trial lasts, and of its hyper-parameters alone.</summary>
public sealed class KeptMemoryTests(SearchScenes scenes)
{
    [Fact]
    public void Memory_serves_one_algorithm_of_a_trial_and_the_next_trial_again()
    {
        (SearchContext search, HyperParameters parameters) = (Context(), Parameters("rea"));
        object first = Lend(search, parameters), second = Lend(search, parameters);
        Assert.NotSame(first, second);
        search.Begin(default, default);
        Assert.Same(first, Lend(search, parameters));
        search.Begin(default, default);
        Assert.NotSame(first, Lend(search, Parameters("rea")));
    }

    // An algorithm of one's own may begin several shipped ones with the one context.
    [Theory]
    [InlineData("bohb")]
    [InlineData("reinforce")]
    [InlineData("asha")]
    public void Algorithms_that_share_a_context_do_not_share_what_they_know(string name)
    {
        (AlgorithmDefinition algorithm, HyperParameters parameters) = (AlgorithmCatalog.Get(name), Parameters(name));
        SearchContext shared = Context();
        for (int trial = 0; trial < 3; trial++)
        {
            SearchContext apart = Context(), scratch = Context();
            TrialWorld world = TrialWorld.Of(1, shared.Space.Kind, "cifar10", trial);
            shared.Begin(world, new((ulong)trial));
            apart.Begin(world, new((ulong)trial));
            ISearchAlgorithm one = algorithm.Begin(shared, parameters), alone = algorithm.Begin(apart, parameters);
            for (int step = 0; step < 60; step++)
            {
                if (step == 30)
                {
                    // Another one begins; what it draws is drawn from the generator of the one that is alone, too.
                    _ = algorithm.Begin(shared, parameters);
                    scratch.Begin(world, apart.Random);
                    _ = algorithm.Begin(scratch, parameters);
                    apart.Random = scratch.Random;
                }
                Assert.True(one.TryPropose(out Proposal proposal) && alone.TryPropose(out Proposal expected) && proposal == expected);
                one.Observe(new Observation(proposal, proposal.Architecture % 97, 0, []));
                alone.Observe(new Observation(proposal, proposal.Architecture % 97, 0, []));
            }
        }
    }

    private static object Lend(SearchContext search, HyperParameters parameters) => search.Memory(parameters, (_, _) => new object());

    private static HyperParameters Parameters(string name) => HyperParameters.Of(AlgorithmCatalog.Get(name), new Dictionary<string, string>());

    private SearchContext Context() => new(scenes["tss"], default, default);
}
