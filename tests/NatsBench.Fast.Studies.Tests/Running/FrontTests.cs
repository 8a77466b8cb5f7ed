using NatsBench.Fast.Search.Fronts;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;
using NatsBench.Fast.Studies.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Studies.Tests.Running;

/// <summary>Fronts of trials in the outcomes and traces of studies with objectives.</summary>
public sealed class FrontTests(SmallBenchmark small)
{
    private static readonly Study Study = SmallBenchmark.Of("""
        {
          "algorithms": [{ "name": "nsga2", "parameters": { "population": 5 } }, "random", "hyperband"],
          "datasets": ["cifar10"], "report": ["cifar10", "cifar100"],
          "budget": "3000", "absent": "avoid", "objectives": ["flops", "latency"], "trials": 30
        }
        """);

    [Fact]
    public void Outcomes_hold_what_the_front_of_each_trial_dominates()
    {
        BoundStudy study = small.Bind(Study);
        foreach ((BoundExperiment bound, ExperimentOutcomes outcomes) in study.Experiments.Zip(Runs.InMemory(study)))
        {
            TrialRunner runner = new(bound.Experiment);
            for (int trial = 0; trial < Study.Trials; trial++)
            {
                int[] architectures = Naive(runner.Run(trial, TestContext.Current.CancellationToken).ToArray(), bound.Experiment);
                for (int report = 0; report < bound.Reports.Count; report++)
                {
                    FrontOutcome front = outcomes.Outcomes.Fronts[report][trial];
                    ExactFront exact = outcomes.Outcomes.Exact[report];
                    Assert.Equal(architectures.Length, front.Size);
                    Assert.InRange(front.Reward, 1, exact.Reward.Hypervolume);
                    Assert.Equal(Volume(bound.Reports[report].Valid.ToArray()), front.Valid, 1e-9 * exact.Valid.Hypervolume);
                    Assert.Equal(Volume(bound.Reports[report].Test.ToArray()), front.Test, 1e-9 * exact.Test.Hypervolume);
                    Assert.True(front.Valid <= exact.Valid.Hypervolume && front.Test <= exact.Test.Hypervolume);

                    double Volume(double[] accuracies) => NaiveFronts.Hypervolume(
                        [.. architectures.Select(architecture => Point(bound.Experiment.Oracle, architecture, accuracies[architecture]))], [0, .. exact.Reference]);
                }
            }
        }
    }

    [Fact]
    public void A_summary_holds_them_beside_the_exact_fronts()
    {
        BoundStudy study = small.Bind(Study);
        IReadOnlyList<ExperimentOutcomes> outcomes = Runs.InMemory(study);
        foreach (SummaryRow row in SummaryRow.Of(outcomes, study))
        {
            int report = row.Experiment.ReportDatasets.ToList().IndexOf(row.Dataset);
            FrontOutcome[] fronts = row.Experiment.Outcomes.Fronts[report];
            FrontSummary summary = row.Fronts!;
            Assert.Equal((fronts.Average(front => front.Size), fronts.Average(front => front.Valid), fronts.Average(front => front.Test)),
                (summary.Size, summary.Valid.Mean, summary.Test.Mean));
            Assert.Equal(fronts.Average(front => front.Reward), summary.Reward.Mean, 1e-9 * summary.Reward.Mean);
            Assert.Same(study.Experiments[row.Experiment.Number].Fronts[report].Exact, summary.Exact);
        }
    }

    [Theory]
    [InlineData(TraceKeeping.Curve)]
    [InlineData(TraceKeeping.All)]
    public void Kept_log_points_tell_the_front(TraceKeeping keeping)
    {
        // So many evaluations that curves leave most of them out.
        BoundStudy study = small.Bind(Study with { Budget = StudyBudget.Of(Budget.OfEvaluations(1_000)), Algorithms = [.. Study.Algorithms.Skip(1)], Trials = 3 });
        List<PartResult> results = [];
        StudyRunner.Run(
            study, [.. Enumerable.Range(0, study.PartCount)], keeping, results.Add, threads: 1, cancellation: TestContext.Current.CancellationToken);
        foreach (PartResult result in results)
        {
            Experiment experiment = study.Experiments[result.Part.Experiment].Experiment;
            for (int i = 0; i < result.Part.Count; i++)
            {
                int trial = result.Part.FirstTrial + i;
                int[] rows = [.. Enumerable.Range(0, result.Traces.Trial.Count).Where(row => result.Traces.Trial[row] == trial)];
                LogPoint[] points = new TrialRunner(experiment).Run(trial, TestContext.Current.CancellationToken).ToArray();
                int[] front = Naive(points, experiment);
                Assert.Equal(front, rows.Where(row => result.Traces.Front[row]).Select(row => result.Traces.Architecture[row]));
                Assert.Equal(rows.Select(row => result.Traces.Step[row]).Distinct().Order(), rows.Select(row => result.Traces.Step[row]));
                AssertVolumes(points, rows, result, study.Experiments[result.Part.Experiment]);
                Assert.InRange(rows.Length, front.Length, keeping == TraceKeeping.All ? int.MaxValue : 151 + front.Length);
            }
        }
    }

    [Fact]
    public void A_study_without_objectives_has_none()
    {
        BoundStudy study = small.Bind(SmallBenchmark.OtherStudy with { Trials = 2 });
        OutcomeColumns outcomes = Runs.InMemory(study)[0].Outcomes;
        Assert.Empty(outcomes.Fronts);
        Assert.Empty(outcomes.Exact);
        Assert.All(SummaryRow.Of(Runs.InMemory(study), study), row => Assert.Null(row.Fronts));
    }

    // By the definition, of what was trained as long as anything by then; of some rows, for it is slow.
    private static void AssertVolumes(LogPoint[] points, int[] rows, PartResult result, BoundExperiment bound)
    {
        Assert.Equal(result.Outcomes.Fronts[0][result.Traces.Trial[rows[0]] - result.Part.FirstTrial].Reward, result.Traces.Hypervolume[rows[^1]]);
        Assert.All(rows, row => Assert.Equal(bound.Fronts[0].Exact.Reward.Hypervolume, result.Traces.ExactHypervolume[row]));
        foreach (int row in rows.Where((_, i) => i % 23 == 0))
        {
            LogPoint[] soFar = points[..(result.Traces.Step[row] + 1)];
            double[][] losses =
            [
                .. soFar.Where(point => point.Epochs == soFar.Max(other => other.Epochs))
                    .Select(point => Point(bound.Experiment.Oracle, point.Architecture, point.Reward)),
            ];
            double volume = NaiveFronts.Hypervolume([.. NaiveFronts.Front(losses).Select(place => losses[place])], [0, .. bound.Fronts[0].Exact.Reference]);
            Assert.Equal(volume, result.Traces.Hypervolume[row], 1e-9 * volume);
        }
    }

    // The architectures of the front, in the order in which they were trained.
    private static int[] Naive(LogPoint[] points, Experiment experiment)
    {
        LogPoint[] inTime = experiment.Budget.Seconds is { } seconds
            ? points.Where(point => point.Clock <= seconds).DefaultIfEmpty(points[0]).ToArray()
            : [.. points.Take(experiment.Budget.Evaluations!.Value)];
        LogPoint[] longest = [.. inTime.Where(point => point.Epochs == inTime.Max(other => other.Epochs))];
        int[] front = NaiveFronts.Front([.. longest.Select(point => Point(experiment.Oracle, point.Architecture, point.Reward))]);
        return [.. front.Select(place => longest[place].Architecture).Distinct()];
    }

    private static double[] Point(IOracle oracle, int architecture, double accuracy) => [-accuracy, .. oracle.Objectives(architecture)];
}
