using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Fronts;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;

namespace NatsBench.Fast.Studies.Running;

/// <summary>
/// A study and whom it asks: every experiment ready to run, its trials cut into parts. The cut depends on the study alone, never on
/// threads or shards. Immutable, thread-safe; valid while the benchmark is open.
/// </summary>
public sealed class BoundStudy
{
    private BoundStudy(
        StudyLayout layout, NatsBenchmark? bench, IReadOnlyList<BoundExperiment> experiments, IReadOnlyList<(Dataset, IReadOnlyList<int>)> avoided) =>
        (Layout, Benchmark, Experiments, Avoided) = (layout, bench, experiments, avoided);

    /// <summary>The study.</summary>
    public Study Study => Layout.Study;

    /// <summary>The benchmark; null where oracles have none.</summary>
    public NatsBenchmark? Benchmark { get; }

    /// <summary>Its experiments: dataset by dataset, in each the algorithms with their hyper-parameters in the study's order.</summary>
    public IReadOnlyList<BoundExperiment> Experiments { get; }

    /// <summary>The architectures that are avoided because they lack a number, by the dataset searched on; only where there are some.</summary>
    public IReadOnlyList<(Dataset Dataset, IReadOnlyList<int> Architectures)> Avoided { get; }

    internal StudyLayout Layout { get; }

    /// <summary>How many parts there are in all.</summary>
    public int PartCount => Layout.PartCount;

    /// <summary>Binds a study to the tables of a benchmark.</summary>
    /// <param name="study">The study.</param>
    /// <param name="bench">The benchmark.</param>
    /// <exception cref="NatsBenchException">The study contradicts itself, or the file lacks what it asks for; the message says what.</exception>
    public static BoundStudy Bind(Study study, NatsBenchmark bench)
    {
        ArgumentNullException.ThrowIfNull(study);
        StudyCheck.Check(study, "the study");
        return Bind(study, StudyOracles.Of(bench));
    }

    /// <summary>Binds a study to oracles, such as of one's own; it is theirs from then on (<see cref="Study.Oracle"/>).</summary>
    /// <param name="study">The study.</param>
    /// <param name="oracles">Whom it asks.</param>
    /// <exception cref="NatsBenchException">The study contradicts itself or the oracles, or is of others; the message says what.</exception>
    public static BoundStudy Bind(Study study, StudyOracles oracles)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(oracles);
        if (study.Oracle is { } other && other != oracles.Name)
            throw new NatsBenchException($"the study asks '{other}', an oracle of a program's own{(oracles.Name is { } name ? $", not '{name}'" : "; run it with that program")}");
        study = study with { Oracle = oracles.Name };
        StudyCheck.Check(study, "the study");
        StudyLayout layout = new(study, oracles.Space);
        List<BoundExperiment> experiments = [];
        List<(Dataset, IReadOnlyList<int>)> avoided = [];
        foreach (var ofDataset in layout.Experiments.GroupBy(experiment => experiment.Dataset))
        {
            Dataset dataset = ofDataset.Key;
            Budget budget = layout.Budget(dataset);
            BoundOracle bound = oracles.Bind(dataset, study.OracleOptions, layout.Reports(dataset));
            if (bound.Avoided.Count > 0)
                avoided.Add((dataset, bound.Avoided));
            FrontTable[] fronts = study.Objectives.Count > 0 && bound.BestRewards() is var rewards
                ? [.. bound.Reports.Select(report => new FrontTable(bound.Oracle, rewards, report))] : [];
            foreach ((_, AlgorithmDefinition algorithm, HyperParameters parameters) in ofDataset)
            {
                Experiment experiment = new(bound.Oracle, dataset, algorithm, parameters, budget, study.RootSeed)
                {
                    Workers = study.Workers,
                };
                experiment.Check();
                experiments.Add(new BoundExperiment(experiments.Count, experiment, bound.Reports) { Fronts = fronts, LimitCounts = bound.LimitCounts });
            }
        }
        return new BoundStudy(layout, oracles.Benchmark, experiments, avoided);
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
