using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Oracle;

public sealed partial class TableOracle
{
    /// <summary>The most stored seeds that a longest training has.</summary>
    internal int MostSeeds => Enumerable.Range(0, _bench.Count).Max(View(Fidelities.Full).RunCount);

    /// <summary>The reported accuracies of the benchmark; where cells are collapsed to means, the mean over each class.</summary>
    /// <param name="dataset"><c>cifar10</c>, <c>cifar100</c>, <c>ImageNet16-120</c> or another of the file.</param>
    /// <exception cref="NatsBenchException">The file lacks an accuracy of an architecture that may be proposed.</exception>
    public ReportTable Report(Dataset dataset)
    {
        ReportColumns columns = ReportColumns.Read(_bench, dataset);
        double[] valid = OverMembers(columns.Valid), test = OverMembers(columns.Test);
        foreach (int architecture in Space.Allowed)
            if (!double.IsFinite(valid[architecture]) || !double.IsFinite(test[architecture]))
                throw new NatsBenchException($"{_bench.Path}: architecture {architecture} has no full training on {dataset} to report");
        return new ReportTable(dataset, valid, test, Space.Allowed);
    }

    // A column of architectures, or its means over the members of each class; NaN for cells that stand for none.
    private double[] OverMembers(ReadOnlySpan<double> column)
    {
        double[] own = column.ToArray();
        for (int architecture = 0; _members is not null && architecture < own.Length; architecture++)
        {
            double sum = 0;
            foreach (int member in _members[architecture])
                sum += column[member];
            own[architecture] = sum / _members[architecture].Length;
        }
        return own;
    }
}
