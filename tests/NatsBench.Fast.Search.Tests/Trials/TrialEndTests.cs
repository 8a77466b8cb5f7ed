using CsCheck;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Trials;

/// <summary>Trials whose log points are not kept end as those whose are, many at a time as one after the other.</summary>
public sealed class TrialEndTests(SearchScenes scenes)
{
    private const int Trials = 11;

    public static TheoryData<string, string> Cases { get; } =
        [.. from algorithm in AlgorithmCatalog.All from scene in SearchScenes.Names select (algorithm.Name, scene)];

    [Theory, MemberData(nameof(Cases))]
    public void Ends_are_those_of_the_log_points(string algorithm, string scene)
    {
        AlgorithmDefinition definition = AlgorithmCatalog.Get(algorithm);
        HyperParameters parameters = HyperParameters.Of(definition, new Dictionary<string, string>());
        foreach (Budget budget in (Budget[])[Budget.OfSeconds(0.001), Budget.OfSeconds(1500), Budget.OfEvaluations(1), Budget.OfEvaluations(70)])
            foreach (int workers in (int[])[1, 5])
            {
                Experiment experiment = new(scenes[scene], Dataset.Cifar10, definition, parameters, budget, RootSeed: 3) { Workers = workers };
                TrialRunner runner = new(experiment);
                TrialEnd[] ends = new TrialEnd[Trials];
                runner.Run(2, ends);
                for (int i = 0; i < Trials; i++)
                    Assert.Equal(TrialEnd.Of(runner.Run(2 + i), budget), ends[i]);
            }
    }

    /// <summary>More trials than run abreast, of populations that turn at different times, and repeats beyond what four bits count.</summary>
    [Theory]
    [InlineData("", "20000"), InlineData("population=1,sample=1", "3000"), InlineData("population=3,sample=5", "20000"), InlineData("variant=sound", "20000")]
    [InlineData("population=300,sample=2", "20000"), InlineData("", "1e-3"), InlineData("", "33e"), InlineData("variant=sound,population=2", "1500e")]
    [InlineData("population=1024,sample=3", "1100e"), InlineData("population=1024,sample=1024", "1050e"), InlineData("population=2,sample=1025", "40e")]
    public void Evolution_abreast_ends_as_one_trial_after_the_other(string given, string budget)
    {
        AlgorithmDefinition definition = AlgorithmCatalog.Get("rea");
        HyperParameters parameters = HyperParameters.Of(
            definition, given.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]));
        Assert.True(Budget.TryParse(budget, out Budget spent));
        foreach (string scene in SearchScenes.Names)
        {
            Experiment experiment = new(scenes[scene], Dataset.Cifar10, definition, parameters, spent, RootSeed: 4);
            TrialRunner runner = new(experiment);
            TrialEnd[] ends = new TrialEnd[57];
            runner.Run(7, ends);
            for (int i = 0; i < ends.Length; i++)
                Assert.Equal(TrialEnd.Of(runner.Run(7 + i), spent), ends[i]);
            TrialEnd[] few = new TrialEnd[13];
            runner.Run(7, few);
            Assert.Equal(ends[..13], few);
            if (!EvolutionTrialLoop.Fits(experiment))
                continue;
            TrialEnd[] plain = new TrialEnd[ends.Length];
            AlgorithmStart.Accept(definition.Begin, new PlainLoop(experiment)).Run(7, plain, TestContext.Current.CancellationToken);
            Assert.Equal(plain, ends);
        }
    }

    /// <summary>Of a training that not all architectures have equally often.</summary>
    [Theory]
    [InlineData("rea", 1, 300), InlineData("asha", 20, 2000)]
    public void Ends_are_the_same_where_runs_are_listed(string algorithm, int workers, int evaluations)
    {
        TableOracle oracle = TableOracle.Bind(
            scenes.Architectures("tss"), Dataset.Cifar10, new OracleOptions { Axis = new FidelityAxis(TrainingSetting.Epochs200) });
        Assert.Equal(0u, oracle.RunsOfEachAfter(oracle.Fidelities.Full));
        AlgorithmDefinition definition = AlgorithmCatalog.Get(algorithm);
        Budget budget = Budget.OfEvaluations(evaluations);
        HyperParameters parameters = HyperParameters.Of(definition, new Dictionary<string, string>());
        TrialRunner runner = new(new Experiment(oracle, Dataset.Cifar10, definition, parameters, budget, RootSeed: 9) { Workers = workers });
        TrialEnd[] ends = new TrialEnd[40];
        runner.Run(0, ends);
        for (int i = 0; i < ends.Length; i++)
            Assert.Equal(TrialEnd.Of(runner.Run(i), budget), ends[i]);
    }

    /// <summary>So often that its number needs more than 16 bits, of the 32 that tell a first training's draw.</summary>
    [Fact]
    public void Evolution_abreast_is_the_same_where_one_architecture_is_trained_again_and_again()
    {
        AlgorithmDefinition definition = AlgorithmCatalog.Get("rea");
        HyperParameters parameters = HyperParameters.Of(definition, new Dictionary<string, string> { ["population"] = "24", ["sample"] = "40" });
        Budget budget = Budget.OfEvaluations(2_000_000);
        Experiment experiment = new(scenes["tss"], Dataset.Cifar10, definition, parameters, budget, RootSeed: 4);
        TrialEnd[] one = new TrialEnd[1], abreast = new TrialEnd[12], plain = new TrialEnd[12];
        new TrialRunner(experiment).Run(0, one);
        new TrialRunner(experiment).Run(0, abreast);
        AlgorithmStart.Accept(definition.Begin, new PlainLoop(experiment)).Run(0, plain, TestContext.Current.CancellationToken);
        Assert.Equal(one[0], abreast[0]);
        Assert.Equal(abreast, plain);
    }

    /// <summary>Trials shorter than a block and of several, in which most was trained before, and which seconds or a number end.</summary>
    [Theory]
    [InlineData("random", "", 100, "3000"), InlineData("random", "", 100, "20000"), InlineData("random", "", 7, "1e-3")]
    [InlineData("random", "", 1000, "33e"), InlineData("random", "", 100, "3000e"), InlineData("random", "", 2, "64e")]
    [InlineData("asha", "", 100, "3000"), InlineData("asha", "", 100, "20000"), InlineData("asha", "", 7, "1e-3"), InlineData("asha", "", 1000, "33e")]
    [InlineData("asha", "", 100, "3000e"), InlineData("asha", "", 2, "64e"), InlineData("asha", "eta=2", 37, "9000"), InlineData("asha", "max-epochs=1", 64, "500")]
    [InlineData("asha", "eta=5", 1500, "2000")]
    public void Those_of_many_workers_are_those_of_the_log_points(string algorithm, string given, int workers, string budget)
    {
        AlgorithmDefinition definition = AlgorithmCatalog.Get(algorithm);
        HyperParameters parameters = HyperParameters.Of(
            definition, given.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]));
        Assert.True(Budget.TryParse(budget, out Budget spent));
        foreach (string scene in SearchScenes.Names)
        {
            Experiment experiment = new(scenes[scene], Dataset.Cifar10, definition, parameters, spent, RootSeed: 5) { Workers = workers };
            TrialRunner runner = new(experiment);
            TrialEnd[] ends = new TrialEnd[3];
            runner.Run(1, ends);
            for (int i = 0; i < ends.Length; i++)
                Assert.Equal(TrialEnd.Of(runner.Run(1 + i), spent), ends[i]);
        }
    }

    [Fact]
    public void An_end_is_what_the_definition_says_of_all_points() =>
        Gen.Select(Gen.Int[0, 30].Array[1, 12], Gen.Int[0, 5].Array[12], Gen.Int[1, 300]).Sample((gaps, incumbents, budget) =>
        {
            double clock = 0;
            LogPoint[] points = [.. gaps.Select((gap, i) => new LogPoint(clock += gap, gap, 50, 0, 12, 0, 0, incumbents[i]))];
            int before = points.Count(point => point.Clock < budget), evaluations = int.Min(before + 1, points.Length);
            int inTime = points[evaluations - 1].Clock <= budget ? evaluations : evaluations - 1;
            NearestPoints nearest = NearestPoints.Of(points, budget);
            Assert.Equal(
                new TrialEnd(
                    new TrialOutcome(evaluations, points.Length, clock, points[int.Max(inTime, 1) - 1].Incumbent, points[^1].Incumbent),
                    Mark(points[nearest.Nearest]), nearest.Second < 0 ? null : Mark(points[nearest.Second])),
                TrialEnd.Of(points, Budget.OfSeconds(budget)));
            int counted = int.Min(budget, points.Length);
            Assert.Equal(
                new TrialOutcome(counted, points.Length, clock, points[counted - 1].Incumbent, points[^1].Incumbent),
                TrialEnd.Of(points, Budget.OfEvaluations(budget)).Outcome);
        });

    // Abreast without the vectors of this machine.
    private sealed class PlainLoop(Experiment experiment) : IAlgorithmVisitor<TrialLoop>
    {
        public TrialLoop Visit<TAlgorithm>(Func<SearchContext, HyperParameters, TAlgorithm> begin)
            where TAlgorithm : ISearchAlgorithm =>
            new EvolutionTrialLoop(experiment, (Func<SearchContext, HyperParameters, RegularizedEvolution>)(object)begin, inVectors: false);

        public TrialLoop VisitBlockwise<TAlgorithm>(Func<SearchContext, HyperParameters, TAlgorithm> begin)
            where TAlgorithm : struct, IBlockwiseAlgorithm => throw new InvalidOperationException("it does not go blockwise");
    }

    private static ClockedIncumbent Mark(LogPoint point) => new(point.Clock, point.Incumbent);
}
