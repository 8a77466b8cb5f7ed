using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>What every algorithm keeps to, on every scene.</summary>
public sealed class AlgorithmContractTests(SearchScenes scenes)
{
    // Some hundred trainings of 12 epochs.
    private const double Seconds = 1500;

    public static TheoryData<string, string> Cases { get; } =
        [.. from algorithm in AlgorithmCatalog.All from scene in SearchScenes.Names select (algorithm.Name, scene)];

    [Theory, MemberData(nameof(Cases))]
    public void The_same_seed_gives_the_same_trace_and_another_trial_another(string algorithm, string scene)
    {
        Experiment experiment = Of(algorithm, scene);
        TrialRunner one = new(experiment), other = new(experiment);
        LogPoint[] trace = one.Run(3).ToArray();
        other.Run(2);
        Assert.Equal(trace, other.Run(3).ToArray());
        Assert.NotEqual(trace, other.Run(4).ToArray());
        Assert.NotEqual(trace, new TrialRunner(experiment with { RootSeed = 2 }).Run(3).ToArray());
    }

    [Theory, MemberData(nameof(Cases))]
    public void Nothing_is_begun_beyond_the_budget_but_by_an_algorithm_that_goes_on(string algorithm, string scene)
    {
        foreach (double seconds in (double[])[0.001, Seconds])
        {
            Experiment experiment = Watched(Of(algorithm, scene) with { Budget = Budget.OfSeconds(seconds) }, out WatchedAlgorithm.Record watched);
            LogPoint[] points = new TrialRunner(experiment).Run(1).ToArray();
            Assert.DoesNotContain(Persistence.UntilBudget, watched.BegunBeyondBudget);
            Assert.Equal(watched.BegunBeyondBudget.Count + 1, points.Count(point => point.Clock >= seconds));
            double clock = 0;
            foreach (LogPoint point in points)
                Assert.Equal(clock += point.Cost, point.Clock);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_budget_in_evaluations_is_kept_to(string algorithm, string scene)
    {
        Experiment experiment = Of(algorithm, scene) with { Budget = Budget.OfEvaluations(57) };
        Assert.Equal(57, new TrialRunner(experiment).Run(0).Length);
        Assert.Equal(57, new TrialRunner(experiment with { Workers = 4 }).Run(0).Length);
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_log_holds_what_was_proposed_and_the_best_so_far(string algorithm, string scene)
    {
        Experiment experiment = Watched(Of(algorithm, scene), out WatchedAlgorithm.Record watched);
        LogPoint[] points = new TrialRunner(experiment).Run(5).ToArray();
        Assert.Equal(watched.Proposed.Select(proposal => (proposal.Architecture, proposal.Epochs)), points.Select(point => (point.Architecture, point.Epochs)));
        Assert.Equal(watched.Proposed, watched.Observed);
        for (int i = 0; i < points.Length; i++)
            Assert.Equal(experiment.Oracle.Evaluate(points[i].Architecture, points[i].Epochs, points[i].Draw), new Evaluation(points[i].Reward, points[i].Cost));
        bool longer = Prefers(experiment);
        for (int i = 0; i < points.Length; i++)
            Assert.Equal(points[..(i + 1)].MaxBy(point => (longer ? point.Epochs : 0, point.Reward)).Architecture, points[i].Incumbent);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Four_workers_are_never_at_two_trainings_and_every_training_is_observed(string algorithm, string scene)
    {
        Experiment experiment = Watched(Of(algorithm, scene) with { Workers = 4 }, out WatchedAlgorithm.Record watched);
        LogPoint[] points = new TrialRunner(experiment).Run(1).ToArray();
        Assert.Equal(watched.Proposed.Order(ByValue), watched.Observed.Order(ByValue));
        Assert.Equal(watched.Observed.Select(proposal => proposal.Architecture), points.Select(point => point.Architecture));
        Assert.Equal(points.OrderBy(point => point.Clock), points);
        Assert.Equal([0, 1, 2, 3], points.Select(point => point.Worker).Distinct().Order());
        foreach (IGrouping<int, LogPoint> worker in points.GroupBy(point => point.Worker))
            Assert.All(worker.Zip(worker.Skip(1)), pair => Assert.True(pair.Second.Clock - pair.Second.Cost >= pair.First.Clock - 1e-9));
        Assert.DoesNotContain(Persistence.UntilBudget, watched.BegunBeyondBudget);
        Assert.Equal(points, new TrialRunner(experiment).Run(1).ToArray());
    }

    [Theory, MemberData(nameof(Cases))]
    public void One_worker_on_the_asynchronous_scheduler_is_a_trial_in_sequence(string algorithm, string scene)
    {
        Experiment experiment = Of(algorithm, scene);
        Assert.Equal(new TrialRunner(experiment).Run(7).ToArray(), new TrialRunner(experiment, isAsynchronous: true).Run(7).ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_trial_ends_when_there_is_nothing_more_to_propose(int workers)
    {
        AlgorithmDefinition bohb = AlgorithmCatalog.Get("bohb");
        Experiment experiment = Of("bohb", "sss") with
        {
            Workers = workers,
            Parameters = HyperParameters.Of(bohb, new Dictionary<string, string> { ["iterations"] = "3" }),
            Budget = Budget.OfSeconds(1e9),
        };
        LogPoint[] points = new TrialRunner(experiment).Run(0).ToArray();
        Assert.Equal([(1, 9), (4, 6), (12, 5)], points.GroupBy(point => point.Epochs).Select(rung => (rung.Key, rung.Count())).Order());
    }

    private static IComparer<Proposal> ByValue { get; } =
        Comparer<Proposal>.Create((a, b) => (a.Architecture, a.Epochs, a.Tag).CompareTo((b.Architecture, b.Epochs, b.Tag)));

    private Experiment Of(string algorithm, string scene)
    {
        AlgorithmDefinition definition = AlgorithmCatalog.Get(algorithm);
        return new Experiment(
            scenes[scene], Dataset.Cifar10, definition, HyperParameters.Of(definition, new Dictionary<string, string>()),
            Budget.OfSeconds(Seconds), RootSeed: 1);
    }

    private static Experiment Watched(Experiment experiment, out WatchedAlgorithm.Record record)
    {
        record = new WatchedAlgorithm.Record();
        return experiment with { Algorithm = WatchedAlgorithm.Watch(experiment.Algorithm, experiment.Budget.Seconds!.Value, record) };
    }

    private static bool Prefers(Experiment experiment)
    {
        bool prefers = false;
        AlgorithmDefinition asking = experiment.Algorithm with
        {
            Begin = (context, parameters) =>
            {
                ISearchAlgorithm begun = experiment.Algorithm.Begin(context, parameters);
                prefers = begun.PrefersLongerTraining;
                return begun;
            },
        };
        new TrialRunner(experiment with { Algorithm = asking, Budget = Budget.OfEvaluations(1) }).Run(0);
        return prefers;
    }
}
