using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Fronts;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;

namespace NatsBench.Fast.Studies.Running;

/// <summary>
/// A study and a benchmark: every experiment ready to run, its trials cut into parts. The cut depends on the study alone, never on
/// threads or shards. Immutable, thread-safe; valid while the benchmark is open.
/// </summary>
public sealed class BoundStudy
{
    private BoundStudy(
        StudyLayout layout, NatsBenchmark bench, IReadOnlyList<BoundExperiment> experiments, IReadOnlyList<(Dataset, IReadOnlyList<int>)> avoided) =>
        (Layout, Benchmark, Experiments, Avoided) = (layout, bench, experiments, avoided);

    /// <summary>The study.</summary>
    public Study Study => Layout.Study;

    /// <summary>The benchmark.</summary>
    public NatsBenchmark Benchmark { get; }

    /// <summary>Its experiments: dataset by dataset, in each the algorithms with their hyper-parameters in the study's order.</summary>
    public IReadOnlyList<BoundExperiment> Experiments { get; }

    /// <summary>The architectures that are avoided because they lack a number, by the dataset searched on; only where there are some.</summary>
    public IReadOnlyList<(Dataset Dataset, IReadOnlyList<int> Architectures)> Avoided { get; }

    internal StudyLayout Layout { get; }

    /// <summary>How many parts there are in all.</summary>
    public int PartCount => Layout.PartCount;

    /// <summary>Binds a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="bench">The benchmark.</param>
    /// <exception cref="NatsBenchException">The study contradicts itself, or the file lacks what it asks for; the message says what.</exception>
    public static BoundStudy Bind(Study study, NatsBenchmark bench)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(bench);
        StudyCheck.Check(study, "the study");
        OracleOptions options = new()
        {
            Axis = study.Fidelity,
            Seeds = study.Seeds,
            Isomorphs = study.Isomorphs,
            Quantities = study.Objectives,
            Limits = study.Limits,
            Reports = study.Report,
            Absent = study.Absent,
        };
        StudyLayout layout = new(study, bench.Space);
        BenchmarkArchitectures architectures = new(bench);
        List<BoundExperiment> experiments = [];
        List<(Dataset, IReadOnlyList<int>)> avoided = [];
        foreach (var ofDataset in layout.Experiments.GroupBy(experiment => experiment.Dataset))
        {
            Dataset dataset = ofDataset.Key;
            Budget budget = layout.Budget(dataset);
            TableOracle oracle = TableOracle.Bind(architectures, dataset, options);
            if (oracle.Avoided.Count > 0)
                avoided.Add((dataset, oracle.Avoided));
            ReportTable[] reports = [.. layout.Reports(dataset).Select(report => oracle.Report(report))];
            FrontTable[] fronts = oracle.Quantities.Count > 0 && oracle.BestRewards() is var rewards
                ? [.. reports.Select(report => new FrontTable(oracle, rewards, report))] : [];
            foreach ((_, AlgorithmDefinition algorithm, HyperParameters parameters) in ofDataset)
            {
                Experiment experiment = new(oracle, dataset, algorithm, parameters, budget, study.RootSeed)
                {
                    Workers = study.Workers,
                };
                experiment.Check();
                experiments.Add(new BoundExperiment(experiments.Count, experiment, reports) { Fronts = fronts, LimitCounts = oracle.LimitCounts });
            }
        }
        return new BoundStudy(layout, bench, experiments, avoided);
    }

    /// <summary>The same study, cut in another way.</summary>
    internal BoundStudy In(StudyLayout layout) => new(layout, Benchmark, Experiments, Avoided);

    /// <summary>A part.</summary>
    /// <param name="number">0 to <see cref="PartCount"/> - 1.</param>
    public StudyPart Part(int number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)number, (uint)PartCount, nameof(number));
        return Layout.Part(number);
    }
}
