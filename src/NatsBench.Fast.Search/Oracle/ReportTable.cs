using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Oracle;

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

    /// <summary>The dataset reported on.</summary>
    public Dataset Dataset { get; }

    /// <summary>Validation accuracies by architecture; NaN where absent.</summary>
    public ReadOnlySpan<double> Valid => _valid;

    /// <summary>Test accuracies by architecture; NaN where absent.</summary>
    public ReadOnlySpan<double> Test => _test;

    /// <summary>The exact best mean test accuracy, from which regret counts.</summary>
    public double BestTest { get; }
}
