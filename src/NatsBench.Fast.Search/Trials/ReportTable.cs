using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

/// <summary>
/// The accuracies that are reported: after the full training, mean over all stored seeds, in percent, one for each architecture. Immutable,
/// thread-safe.
/// </summary>
public sealed class ReportTable
{
    private readonly double[] _valid;
    private readonly double[] _test;

    /// <summary>Creates a table.</summary>
    /// <param name="dataset">The dataset reported on.</param>
    /// <param name="valid">Validation accuracies; cifar10: x-valid of cifar10-valid.</param>
    /// <param name="test">Test accuracies; cifar10: ori-test of cifar10; else x-test.</param>
    /// <param name="allowed">The architectures among which the best is sought.</param>
    public ReportTable(Dataset dataset, double[] valid, double[] test, ReadOnlySpan<int> allowed)
    {
        ArgumentNullException.ThrowIfNull(valid);
        ArgumentNullException.ThrowIfNull(test);
        (Dataset, _valid, _test) = (dataset, valid, test);
        BestTest = double.NegativeInfinity;
        foreach (int architecture in allowed)
            BestTest = Math.Max(BestTest, test[architecture]);
    }

    /// <summary>The accuracies of a benchmark; where cells are collapsed to means, the mean over each class.</summary>
    /// <param name="bench">The benchmark.</param>
    /// <param name="dataset"><c>cifar10</c>, <c>cifar100</c>, <c>ImageNet16-120</c> or another of the file.</param>
    /// <param name="oracle">The oracle that a search asks.</param>
    /// <exception cref="NatsBenchException">The file lacks an accuracy of an architecture that may be proposed.</exception>
    public static ReportTable Of(NatsBenchmark bench, Dataset dataset, TableOracle oracle)
    {
        ArgumentNullException.ThrowIfNull(bench);
        ArgumentNullException.ThrowIfNull(oracle);
        ReportColumns columns = ReportColumns.Read(bench, dataset);
        double[] valid = oracle.OverMembers(columns.Valid), test = oracle.OverMembers(columns.Test);
        foreach (int architecture in oracle.Space.Allowed)
            if (!double.IsFinite(valid[architecture]) || !double.IsFinite(test[architecture]))
                throw new NatsBenchException($"{bench.Path}: architecture {architecture} has no full training on {dataset} to report");
        return new ReportTable(dataset, valid, test, oracle.Space.Allowed);
    }

    /// <summary>The dataset reported on.</summary>
    public Dataset Dataset { get; }

    /// <summary>Validation accuracies by architecture; NaN where absent.</summary>
    public ReadOnlySpan<double> Valid => _valid;

    /// <summary>Test accuracies by architecture; NaN where absent.</summary>
    public ReadOnlySpan<double> Test => _test;

    /// <summary>The exact best mean test accuracy, from which regret counts.</summary>
    public double BestTest { get; }
}
