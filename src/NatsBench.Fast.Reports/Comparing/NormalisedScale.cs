using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>
/// The scale on which datasets compare: 0 is the exact expectation of one random architecture, 1 the exact best, of all architectures of a
/// table that have both accuracies. NaN where all are equal.
/// </summary>
/// <param name="RandomTest">Mean test accuracy, percent.</param>
/// <param name="BestTest">The greatest, percent.</param>
/// <param name="RandomValid">Mean validation accuracy, percent.</param>
/// <param name="BestValid">The greatest, percent.</param>
public sealed record NormalisedScale(double RandomTest, double BestTest, double RandomValid, double BestValid)
{
    /// <summary>The scale of a dataset.</summary>
    /// <param name="report">Its accuracies.</param>
    public static NormalisedScale Of(ReportTable report)
    {
        ArgumentNullException.ThrowIfNull(report);
        (double test, double bestTest) = MeanAndBest(report.Test, report.Valid);
        (double valid, double bestValid) = MeanAndBest(report.Valid, report.Test);
        return new NormalisedScale(test, bestTest, valid, bestValid);
    }

    /// <summary>A test accuracy on the scale.</summary>
    /// <param name="accuracy">Percent.</param>
    public double Test(double accuracy) => (accuracy - RandomTest) / (BestTest - RandomTest);

    /// <summary>A validation accuracy on the scale.</summary>
    /// <param name="accuracy">Percent.</param>
    public double Valid(double accuracy) => (accuracy - RandomValid) / (BestValid - RandomValid);

    private static (double Mean, double Best) MeanAndBest(ReadOnlySpan<double> accuracies, ReadOnlySpan<double> others)
    {
        double sum = 0, best = double.NegativeInfinity;
        int count = 0;
        for (int i = 0; i < accuracies.Length; i++)
            if (double.IsFinite(accuracies[i]) && double.IsFinite(others[i]))
            {
                sum += accuracies[i];
                best = double.Max(best, accuracies[i]);
                count++;
            }
        return (sum / count, best);
    }
}
