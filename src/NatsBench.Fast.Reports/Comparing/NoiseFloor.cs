using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>How far a table's own two or three trainings of each architecture let the best be told from the next. Accuracies in percent.</summary>
/// <param name="Architectures">How many of the top architectures by mean test accuracy were looked at: those of the first <see cref="Top"/> with several trainings.</param>
/// <param name="TestDeviation">Standard deviation of a test accuracy between seeds: root of the mean of their sample variances; NaN where none has several.</param>
/// <param name="ValidDeviation">The same of validation accuracies.</param>
/// <param name="SameBest">
/// The probability that the best by validation is the best by test, where one stored training of each architecture is drawn for either,
/// uniformly and independently (<see cref="WinningChances"/>).
/// </param>
/// <param name="SelectionRegret">
/// The mean test regret of whoever picks the best by validation from one drawn training of every architecture: what no search that sees single
/// trainings can be expected to fall below.
/// </param>
public sealed record NoiseFloor(int Architectures, double TestDeviation, double ValidDeviation, double SameBest, double SelectionRegret)
{
    /// <summary>How many architectures are the top.</summary>
    public const int Top = 100;

    internal static NoiseFloor Of(ReportTable report, SeedColumns valid, SeedColumns test)
    {
        double[] means = report.Test.ToArray();
        int[] top = [.. Enumerable.Range(0, means.Length).Where(architecture => double.IsFinite(means[architecture]))
            .OrderByDescending(architecture => means[architecture]).Take(Top)];
        Dictionary<int, double> byValid = WinningChances.Of(valid), byTest = WinningChances.Of(test);
        double same = 0, regret = 0, counted = 0;
        foreach ((int architecture, double chance) in byValid)
        {
            same += chance * byTest.GetValueOrDefault(architecture);
            // Whoever has no test accuracy cannot be reported.
            if (double.IsFinite(means[architecture]))
                (regret, counted) = (regret + chance * (report.BestTest - means[architecture]), counted + chance);
        }
        return new NoiseFloor(top.Count(architecture => test[architecture].Length > 1), Deviation(test, top), Deviation(valid, top), same, regret / counted);
    }

    private static double Deviation(SeedColumns columns, int[] top)
    {
        double variances = 0;
        int count = 0;
        foreach (int architecture in top)
        {
            double[] accuracies = [.. columns[architecture].ToArray().Select(training => training.Accuracy)];
            if (accuracies.Length < 2)
                continue;
            double mean = accuracies.Average();
            variances += accuracies.Sum(accuracy => (accuracy - mean) * (accuracy - mean)) / (accuracies.Length - 1);
            count++;
        }
        return count > 0 ? Math.Sqrt(variances / count) : double.NaN;
    }
}
