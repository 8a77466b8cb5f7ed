using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Studies.Running;

/// <summary>
/// Whom a study asks: the tables of a benchmark, oracles of one's own around them, or oracles that have nothing to do with any. Studies and files
/// know oracles of one's own by their name alone: give others another name. Immutable, thread-safe where its functions are.
/// </summary>
public sealed class StudyOracles
{
    private readonly Func<Dataset, OracleOptions, IReadOnlyList<Dataset>, BoundOracle> _bind;

    private StudyOracles(string? name, SearchSpace space, NatsBenchmark? bench, Func<Dataset, OracleOptions, IReadOnlyList<Dataset>, BoundOracle> bind) =>
        (Name, Space, Benchmark, _bind) = (name, space, bench, bind);

    /// <summary>The name of oracles of one's own; null for the tables of a benchmark.</summary>
    public string? Name { get; }

    /// <summary>The search space.</summary>
    public SearchSpace Space { get; }

    /// <summary>The benchmark; null where there is none.</summary>
    public NatsBenchmark? Benchmark { get; }

    /// <summary>The tables of a benchmark.</summary>
    /// <param name="bench">The benchmark.</param>
    /// <exception cref="NatsBenchException">It lists another set of architectures than a whole space.</exception>
    public static StudyOracles Of(NatsBenchmark bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        BenchmarkArchitectures architectures = new(bench);
        return new StudyOracles(name: null, bench.Space, bench, (dataset, options, reports) =>
        {
            TableOracle table = TableOracle.Bind(architectures, dataset, options);
            return new BoundOracle(table, [.. reports.Select(table.Report)], table.BestRewards) { Avoided = table.Avoided, LimitCounts = table.LimitCounts };
        });
    }

    /// <summary>
    /// Oracles around the tables of a benchmark. All that a study says of its table holds as without them; reported are the benchmark's accuracies.
    /// </summary>
    /// <param name="name">Their name.</param>
    /// <param name="bench">The benchmark.</param>
    /// <param name="wrap">
    /// Makes the oracle of a dataset from its table, whose draws it hands on and among whose architectures it stays; asked once a dataset.
    /// </param>
    /// <exception cref="NatsBenchException">The benchmark lists another set of architectures than a whole space.</exception>
    public static StudyOracles Over(string name, NatsBenchmark bench, Func<TableOracle, Dataset, IOracle> wrap)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(bench);
        ArgumentNullException.ThrowIfNull(wrap);
        BenchmarkArchitectures architectures = new(bench);
        return new StudyOracles(name, bench.Space, bench, (dataset, options, reports) =>
        {
            TableOracle table = TableOracle.Bind(architectures, dataset, options);
            IOracle own = wrap(table, dataset);
            OwnOracleCheck.Check(name, own, options, table);
            return new BoundOracle(own, [.. reports.Select(report => Among(own, table.Report(report)))], () => table.BestRewardsOf(own))
            {
                Avoided = table.Avoided,
                LimitCounts = table.LimitCounts,
            };
        });
    }

    /// <summary>Oracles without a benchmark. What a study says of its table (fidelity, isomorphic cells, what is absent, limits) is refused.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="space">The search space.</param>
    /// <param name="oracle">Makes the oracle of a dataset, which may have any name; asked once a dataset.</param>
    /// <param name="report">The accuracies that are reported of a dataset: of an oracle, and by the dataset reported.</param>
    /// <param name="bestRewards">
    /// The best reward that the longest training of each architecture can give, whatever the draw, from which exact fronts are made: needed where a
    /// study has objectives.
    /// </param>
    public static StudyOracles Of(
        string name, SearchSpace space, Func<Dataset, IOracle> oracle, Func<IOracle, Dataset, ReportTable> report, Func<IOracle, double[]>? bestRewards = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(oracle);
        ArgumentNullException.ThrowIfNull(report);
        return new StudyOracles(name, space, bench: null, (dataset, options, reports) =>
        {
            OwnOracleCheck.RefuseTableOptions(name, options);
            IOracle own = oracle(dataset);
            OwnOracleCheck.Check(name, own, options, table: null);
            if (own.Space.Kind != space)
                throw new NatsBenchException($"{name}: its architectures are not of the {space.OfficialName()} space");
            return new BoundOracle(own, [.. reports.Select(reported => report(own, reported))], () => bestRewards is not null
                ? bestRewards(own)
                : throw new NatsBenchException($"{name}: a study with objectives needs the best reward of each architecture (bestRewards)"));
        });
    }

    internal BoundOracle Bind(Dataset dataset, OracleOptions options, IReadOnlyList<Dataset> reports) => _bind(dataset, options, reports);

    // The best is that of what may be proposed.
    private static ReportTable Among(IOracle own, ReportTable report) => new(report.Dataset, report.Valid.ToArray(), report.Test.ToArray(), own.Space.Allowed);
}
