using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
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
    private const int LeastTrialsOfPart = 100;
    private const int MostTrialsOfPart = 10_000;
    private const int WantedParts = 256;

    private BoundStudy(
        Study study, NatsBenchmark bench, IReadOnlyList<BoundExperiment> experiments, IReadOnlyList<(Dataset, IReadOnlyList<int>)> avoided)
    {
        (Study, Benchmark, Experiments, Avoided) = (study, bench, experiments, avoided);
        TrialsOfPart = TrialsInPart(study);
        PartsOfExperiment = (study.Trials + TrialsOfPart - 1) / TrialsOfPart;
    }

    /// <summary>The study.</summary>
    public Study Study { get; }

    /// <summary>The benchmark.</summary>
    public NatsBenchmark Benchmark { get; }

    /// <summary>Its experiments: dataset by dataset, in each the algorithms with their hyper-parameters in the study's order.</summary>
    public IReadOnlyList<BoundExperiment> Experiments { get; }

    /// <summary>The architectures that are avoided because they lack a number, by the dataset searched on; only where there are some.</summary>
    public IReadOnlyList<(Dataset Dataset, IReadOnlyList<int> Architectures)> Avoided { get; }

    /// <summary>How many parts there are in all.</summary>
    public int PartCount => PartsOfExperiment * Experiments.Count;

    /// <summary>Trials of a part; the last one of an experiment may have fewer.</summary>
    public int TrialsOfPart { get; }

    private int PartsOfExperiment { get; }

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
            Reports = study.Report,
            Absent = study.Absent,
        };
        List<BoundExperiment> experiments = [];
        List<(Dataset, IReadOnlyList<int>)> avoided = [];
        foreach (Dataset dataset in study.Datasets)
        {
            Budget budget = study.Budget.For(bench.Space, dataset);
            TableOracle oracle = TableOracle.Bind(bench, dataset, options);
            if (oracle.Avoided.Count > 0)
                avoided.Add((dataset, oracle.Avoided));
            ReportTable[] reports = [.. (study.Report.Count > 0 ? study.Report : [dataset]).Select(report => ReportTable.Of(bench, report, oracle))];
            foreach (AlgorithmGrid grid in study.Algorithms)
                foreach (HyperParameters parameters in grid.Combinations)
                {
                    Experiment experiment = new(oracle, dataset, grid.Algorithm, parameters, budget, study.RootSeed)
                    {
                        Seeds = study.Seeds,
                        ResumesTraining = study.Fidelity.Resumes,
                        Workers = study.Workers,
                    };
                    experiment.Check();
                    experiments.Add(new BoundExperiment(experiments.Count, experiment, reports));
                }
        }
        return new BoundStudy(study, bench, experiments, avoided);
    }

    /// <summary>A part.</summary>
    /// <param name="number">0 to <see cref="PartCount"/> - 1.</param>
    public StudyPart Part(int number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)number, (uint)PartCount, nameof(number));
        int first = number % PartsOfExperiment * TrialsOfPart;
        return new StudyPart(number, Experiments[number / PartsOfExperiment], first, int.Min(TrialsOfPart, Study.Trials - first));
    }

    internal static int TrialsInPart(Study study) =>
        int.Clamp((study.Trials + WantedParts - 1) / WantedParts, LeastTrialsOfPart, MostTrialsOfPart);
}
