using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Data;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.OneShot.Scoring;

/// <summary>The reported accuracies of a table, on every dataset of searches that it has. Immutable, thread-safe; valid while the benchmark is open.</summary>
public sealed class TableColumns
{
    private readonly (Dataset Dataset, double[] Valid, double[] Test)[] _columns;

    /// <summary>Reads them.</summary>
    /// <param name="bench">The table.</param>
    /// <param name="space">The space that is searched.</param>
    /// <exception cref="NatsBenchException">The table is of the other space, or has no full training on any of the datasets.</exception>
    public TableColumns(NatsBenchmark bench, SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(bench);
        if (bench.Space != space)
            throw new NatsBenchException($"{bench.Path}: is a table of the {bench.Space.OfficialName()} space, and the search is in the {space.OfficialName()} space");
        Benchmark = bench;
        _columns = [.. SearchImages.Datasets.Where(dataset => IsThere(bench, dataset)).Select(dataset => Read(bench, dataset))];
        if (_columns.Length == 0)
            throw new NatsBenchException($"{bench.Path}: has no full training on {string.Join(", ", SearchImages.Datasets)}");
    }

    /// <summary>The table.</summary>
    public NatsBenchmark Benchmark { get; }

    /// <summary>Whether a model made its numbers.</summary>
    public bool IsSynthetic => Benchmark.Provenance.Synthetic.Length > 0;

    /// <summary>What it says of an architecture.</summary>
    /// <param name="architecture">Its official text.</param>
    /// <exception cref="NatsBenchException">The table lacks it.</exception>
    public IReadOnlyList<TableAccuracy> Of(string architecture)
    {
        if (!Benchmark.TryIndexOf(architecture, out int index))
            throw new NatsBenchException($"{Benchmark.Path}: lacks the architecture '{architecture}'");
        return [.. _columns.Select(column => new TableAccuracy(column.Dataset, column.Valid[index], column.Test[index], IsSynthetic))];
    }

    /// <summary>The accuracies of all architectures on a dataset, by the table's indices.</summary>
    /// <exception cref="NatsBenchException">The table has no full training on it.</exception>
    public (IReadOnlyList<double> Valid, IReadOnlyList<double> Test) On(Dataset dataset)
    {
        foreach ((Dataset other, double[] valid, double[] test) in _columns)
            if (other == dataset)
                return (valid, test);
        throw new NatsBenchException($"{Benchmark.Path}: has no full training on {dataset}; it has {string.Join(", ", _columns.Select(column => column.Dataset))}");
    }

    private static bool IsThere(NatsBenchmark bench, Dataset dataset)
    {
        Dataset validated = dataset == Dataset.Cifar10 ? Dataset.Cifar10Valid : dataset;
        return bench.Settings.Contains(bench.Space.FullTraining()) && bench.Datasets.Contains(dataset) && bench.Datasets.Contains(validated);
    }

    private static (Dataset, double[], double[]) Read(NatsBenchmark bench, Dataset dataset)
    {
        ReportColumns columns = ReportColumns.Read(bench, dataset);
        return (dataset, columns.Valid.ToArray(), columns.Test.ToArray());
    }
}
