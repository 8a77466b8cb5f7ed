using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Studies.Tests.Running;

/// <summary>What an algorithm of a user throws is told with algorithm, experiment and trial, and kept.</summary>
public sealed class FailingAlgorithmTests(SmallBenchmark small)
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void An_exception_names_algorithm_experiment_and_trial(int threads)
    {
        NatsBenchException thrown = Assert.Throws<NatsBenchException>(
            () => StudyRunner.RunInMemory(Bind(new InvalidOperationException("no\nnetwork")), threads, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal("faulty with depth=3 on cifar10 (experiment 1), trial 0: InvalidOperationException: no network", thrown.Message);
        Assert.IsType<InvalidOperationException>(thrown.InnerException);
    }

    [Fact]
    public void A_refusal_is_told_with_its_trial_as_well()
    {
        NatsBenchException thrown = Assert.Throws<NatsBenchException>(() => Run(new NatsBenchException("nothing to propose")));
        Assert.Equal("faulty with depth=3 on cifar10 (experiment 1), trial 0: nothing to propose", thrown.Message);
    }

    [Fact]
    public void A_cancellation_that_nobody_asked_for_is_a_failure()
    {
        NatsBenchException thrown = Assert.Throws<NatsBenchException>(() => Run(new OperationCanceledException()));
        Assert.IsType<OperationCanceledException>(thrown.InnerException);
    }

    [Fact]
    public void In_a_folder_it_is_told_the_same_way_and_complete_parts_remain()
    {
        using TemporaryFolder folder = new();
        NatsBenchException thrown = Assert.Throws<NatsBenchException>(() => Runs.Into(folder["run"], Bind(new InvalidOperationException("no")), threads: 1));
        Assert.Contains("faulty", thrown.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Folders.OutcomesOf(folder["run"], 0)));
    }

    private void Run(Exception fault) => StudyRunner.RunInMemory(Bind(fault), cancellation: TestContext.Current.CancellationToken);

    // Experiment 0, of depth 1, goes well.
    private BoundStudy Bind(Exception fault)
    {
        HyperParameter depth = HyperParameter.Whole("depth", 1, least: 1, most: 9, "how deep");
        AlgorithmDefinition faulty = new(
            "faulty", "fails where it is deep", [depth], (context, parameters) => new Faulty(context, parameters.Whole("depth") > 1 ? fault : null));
        AlgorithmGrid grid = new(faulty, new Dictionary<string, IReadOnlyList<string>> { ["depth"] = ["1", "3"] });
        return small.Bind(SmallBenchmark.OtherStudy with { Algorithms = [grid], Trials = 1 });
    }

    private sealed class Faulty(SearchContext search, Exception? fault) : ISearchAlgorithm
    {
        public bool TryPropose(out Proposal proposal)
        {
            proposal = new Proposal(search.NextDesign(), search.Fidelities.Full);
            return true;
        }

        public void Observe(in Observation seen)
        {
            if (fault is not null)
                throw fault;
        }
    }
}
