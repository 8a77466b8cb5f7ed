using NatsBench.Fast.Statistics.Comparisons;
using NatsBench.Fast.Statistics.Intervals;
using NatsBench.Fast.Statistics.Planning;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.House.Tests;

/// <summary>What docs/statistics.md shows.</summary>
internal static class StatisticsExample
{
    public static void Compare(double[] ours, double[] theirs, TextWriter output)
    {
        // statistics: begin
        double[] differences = [.. ours.Zip(theirs, (a, b) => a - b)];      // trials that pair: common random numbers
        Bootstrap mean = Bootstrap.Of(differences, new Mean(), seed: 1);
        (double low, double high) = mean.BiasCorrected();                   // 95 %
        output.WriteLine(FormattableString.Invariant($"ahead by {mean.Estimate:0.000}, {low:0.000} to {high:0.000}"));

        WilcoxonSignedRank test = WilcoxonSignedRank.Of(ours, theirs);
        output.WriteLine(FormattableString.Invariant($"rank-biserial {test.RankBiserial:0.00}, p = {test.PValue:0.0000}, {(test.IsExact ? "exact" : "normal")}"));

        long pairs = RequiredTrials.Paired(difference: 0.1, deviation: Math.Sqrt(differences.Length) * mean.StandardError());
        output.WriteLine($"{pairs} pairs tell 0.1 apart in four of five studies");
        // statistics: end
    }
}
