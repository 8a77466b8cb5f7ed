using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;
using NatsBench.Fast.Studies.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Studies.Tests.Running;

/// <summary>Studies of oracles of one's own, around a benchmark and without one.</summary>
public sealed class StudyOraclesTests(SmallBenchmark small)
{
    private static readonly Study Study = SmallBenchmark.Study with { Trials = 60, Budget = StudyBudget.Of(Budget.OfSeconds(3_000)) };

    private static readonly Quantity Width = Quantity.Of("width", "", Direction.Maximise, _ => throw new NotSupportedException());

    [Fact]
    public void Trials_are_those_of_the_oracle_and_reports_the_benchmark_s()
    {
        BoundStudy own = BoundStudy.Bind(Study, Dearer()), plain = small.Bind(Study);
        IReadOnlyList<ExperimentOutcomes> outcomes = Runs.InMemory(own);
        foreach ((BoundExperiment bound, ExperimentOutcomes experiment) in own.Experiments.Zip(outcomes))
        {
            Assert.IsType<DearerOracle>(bound.Experiment.Oracle);
            Assert.Equal(plain.Experiments[bound.Number].Reports.Select(report => (report.Dataset, report.BestTest)), bound.Reports.Select(report => (report.Dataset, report.BestTest)));
            TrialRunner runner = new(bound.Experiment);
            for (int trial = 0; trial < Study.Trials; trial += 7)
                Assert.Equal(TrialEnd.Of(runner.Run(trial, TestContext.Current.CancellationToken), bound.Experiment.Budget).Outcome, experiment.Outcomes.Outcomes[trial]);
        }
        // Twice the cost is half as many evaluations.
        double evaluations = SummaryRow.Of(outcomes, own)[0].Evaluations, cheaper = SummaryRow.Of(Runs.InMemory(plain), plain)[0].Evaluations;
        Assert.InRange(evaluations, 0.4 * cheaper, 0.7 * cheaper);
    }

    [Fact]
    public void Files_are_the_same_for_any_number_of_threads_and_of_another_oracle_refused()
    {
        using TemporaryFolder folder = new();
        Runs.Into(folder["one"], BoundStudy.Bind(Study, Dearer()), threads: 1);
        StudyFolderResult three = Runs.Into(folder["three"], BoundStudy.Bind(Study, Dearer()), threads: 3);
        Assert.Equal(Folders.Contents(folder["one"]), Folders.Contents(folder["three"]));
        StudyFolderResult again = Runs.Into(folder["three"], BoundStudy.Bind(Study, Dearer()));
        Assert.Equal(0, again.Run);
        Folders.AssertEqual(three.Outcomes!, again.Outcomes!);
        Assert.Contains("\"oracle\": \"dearer\"", Assert.Throws<NatsBenchException>(() => Runs.Into(folder["three"], small.Bind(Study))).Message, StringComparison.Ordinal);
        Assert.Equal("dearer", OutcomeFile.Read(folder["one/outcomes.parquet"]).Study.Oracle);
        // What shards left is merged by whoever has neither benchmark nor oracle.
        for (int shard = 0; shard < 2; shard++)
            Runs.Into(folder["shards"], BoundStudy.Bind(Study, Dearer()), new Shard(shard, 2));
        Folders.AssertEqual(three.Outcomes!, Runs.Merge(folder["merged"], folder["shards"]));
    }

    [Fact]
    public void What_is_ones_own_is_kept_in_a_finished_folder()
    {
        using TemporaryFolder folder = new();
        AlgorithmDefinition own = new("own", "proposes designs", context => new OwnDesigns(context));
        Study study = Study with
        {
            Algorithms = [new AlgorithmGrid(own)],
            Objectives = [Quantity.Of("place", "", Direction.Maximise, index => index)],
            Limits = [Limit.AtMost(Quantity.Of("remainder", "", Direction.Minimise, index => index % 3), 1)],
        };
        StudyFolderResult first = Runs.Into(folder["study"], BoundStudy.Bind(study, Dearer())), again = Runs.Into(folder["study"], BoundStudy.Bind(study, Dearer()));
        Assert.Equal((first.Run, 0), (again.Kept, again.Run));
        Folders.AssertEqual(first.Outcomes!, again.Outcomes!);
    }

    [Fact]
    public void The_best_is_that_of_the_oracle_s_own_space()
    {
        BenchmarkArchitectures architectures = new(small.Bench);
        StudyOracles oracles = StudyOracles.Over(
            "few", small.Bench, (table, _) => new DearerOracle(table, architectures.Space(index => index is 3 or 50 or 70)));
        foreach (ReportTable report in BoundStudy.Bind(Study, oracles).Experiments[0].Reports)
            Assert.Equal(((int[])[3, 50, 70]).Max(index => report.Test[index]), report.BestTest);
    }

    [Fact]
    public void An_oracle_needs_no_benchmark()
    {
        using TemporaryFolder folder = new();
        OwnOracle oracle = new(Width);
        double[] accuracies = [.. Enumerable.Range(0, oracle.Space.Count).Select(oracle.Accuracy)];
        StudyOracles oracles = StudyOracles.Of(
            "digits", SearchSpace.Size, _ => oracle, (own, dataset) => new ReportTable(dataset, accuracies, accuracies, own.Space.Allowed), _ => accuracies);
        Study study = new()
        {
            Algorithms = [.. AlgorithmCatalog.All.Where(algorithm => algorithm.Name != "forest").Select(algorithm => new AlgorithmGrid(algorithm))],
            Datasets = [new Dataset("photographs"), new Dataset("drawings")],
            Objectives = [Width],
            Budget = StudyBudget.Of(Budget.OfSeconds(400)),
            Trials = 8,
        };
        BoundStudy bound = BoundStudy.Bind(study, oracles);
        StudyFolderResult result = Runs.Into(folder["study"], bound, threads: 2);
        Folders.AssertEqual(result.Outcomes!, Runs.Into(folder["study"], bound).Outcomes!);
        foreach (SummaryRow row in SummaryRow.Of(result.Outcomes!, bound))
        {
            Assert.Equal((null, null), (row.Expected, row.LimitCounts));
            Assert.Equal(35 - row.Test.Mean, row.Regret.Mean, 1e-9);
            // The widest layer and all the others as wide: one point is the whole front.
            Assert.Equal([0], row.Fronts!.Exact.Reference);
            Assert.Equal((1, 35.0 * 7), (row.Fronts.Exact.Reward.Size, row.Fronts.Exact.Reward.Hypervolume));
            Assert.InRange(row.Fronts.Reward.Mean, 1, 35 * 7);
        }
    }

    [Fact]
    public void What_an_oracle_does_not_do_is_no_study_s()
    {
        Refused("dearer: the study has objectives flops, latency, the oracle (none)", Study, Over((table, _) => new DearerOracle(table) { Quantities = [] }));
        Refused("dearer: the study says of seeds Sampled", Study, Over((table, _) => new DearerOracle(table) { Seeds = SeedPolicy.Mean }));
        BenchmarkArchitectures architectures = new(small.Bench);
        Refused("dearer: architecture 200 may not be proposed", Study, Over((table, _) => new DearerOracle(table, architectures.Space(index => index is 1 or 200))));
        Refused("the study asks 'other', an oracle of a program's own, not 'dearer'", Study with { Oracle = "other" }, Dearer());
        Assert.Contains("'other', an oracle of a program's own; run it with that program", Assert.Throws<NatsBenchException>(
            () => small.Bind(Study with { Oracle = "other" })).Message, StringComparison.Ordinal);

        StudyOracles digits = StudyOracles.Of("digits", SearchSpace.Size, _ => new OwnOracle(Width), (_, _) => throw new NotSupportedException());
        Study plain = new() { Algorithms = [new AlgorithmGrid(AlgorithmCatalog.Get("random"))], Datasets = [Dataset.Cifar10], Objectives = [Width] };
        Refused("digits: fidelity, isomorphs, absent and limits", plain with { Limits = [Limit.AtMost(Width, 3)] }, digits);
        Refused("digits: fidelity, isomorphs, absent and limits", plain with { Fidelity = new FidelityAxis(null) }, digits);

        static void Refused(string says, Study study, StudyOracles oracles) =>
            Assert.StartsWith(says, Assert.Throws<NatsBenchException>(() => BoundStudy.Bind(study, oracles)).Message, StringComparison.Ordinal);
    }

    private StudyOracles Dearer() => Over((table, _) => new DearerOracle(table));

    private StudyOracles Over(Func<TableOracle, Dataset, IOracle> wrap) => StudyOracles.Over("dearer", small.Bench, wrap);

    private sealed class OwnDesigns(SearchContext search) : ISearchAlgorithm
    {
        public bool TryPropose(out Proposal proposal)
        {
            proposal = new Proposal(search.NextDesign(), search.Fidelities.Full);
            return true;
        }

        public void Observe(in Observation seen)
        {
        }
    }
}
