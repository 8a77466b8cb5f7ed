using NatsBench.Fast.Model;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>What tells whether NASLib's tuples were read in the right order: parameters by formula, and scores of cells that pass nothing on.</summary>
internal static class NaslibCheck
{
    private const double Million = 1e6;

    /// <exception cref="NatsBenchException">They were not.</exception>
    public static void Require(SourceFile file, SourceTable table, string dataset, NatsBenchmark benchmark, int[] indices)
    {
        if (benchmark.Space == SearchSpace.Topology && Find(table, "synflow") is { } synflow)
            foreach ((int row, double value) in synflow.Numbers)
                if (value > 0 && !TopologyCell.Parse(benchmark.Architecture(indices[row])).IsReachable)
                    throw file.Fault($"{dataset}, {table.Keys[row]}: has a synflow of {value:R} where the cell passes nothing on: its tuples are in another order than NASLib's");
        if (Find(table, "params") is { } parameters && (dataset == Dataset.Cifar10.Name || dataset == Dataset.Cifar100.Name || dataset == Dataset.ImageNet16120.Name))
            foreach ((int row, double value) in parameters.Numbers)
                if (NetworkCost.Of(benchmark.Architecture(indices[row]), new Dataset(dataset)).Parameters is var count && double.Abs((value * Million) - count) > 0.5)
                    throw file.Fault($"{dataset}, {table.Keys[row]}: has {value:R} million parameters where its network has {count}: its tuples are in another order than NASLib's");
    }

    private static SourceColumn? Find(SourceTable table, string score) => table.Columns.FirstOrDefault(column => column.Description.Name.EndsWith($".{score}", StringComparison.Ordinal));
}
