using NatsBench.Fast.Statistics.Comparisons;
using NatsBench.Fast.Statistics.Intervals;
using NatsBench.Fast.Statistics.Planning;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>Compares the algorithms of a task in pairs.</summary>
internal sealed class PairTests(CompareOptions options, CancellationToken cancellation)
{
    private const string TooFew = "one trial says nothing of others";
    private const string SignedRank = "Wilcoxon signed-rank";
    private const string RankSum = "Mann–Whitney";

    public IReadOnlyList<PairComparison> Of(IReadOnlyList<AlgorithmResult> algorithms)
    {
        List<PairComparison> pairs = [];
        for (int first = 0; first < algorithms.Count; first++)
            for (int second = first + 1; second < algorithms.Count; second++)
                pairs.Add(Of(algorithms, first, second));
        PairComparison[] tested = [.. pairs.Where(pair => !double.IsNaN(pair.PValue))];
        if (tested.Length == 0)
            return pairs;
        Dictionary<(int, int), double> adjusted = tested.Zip(Holm.Adjust([.. tested.Select(pair => pair.PValue)]))
            .ToDictionary(pair => (pair.First.First, pair.First.Second), pair => pair.Second);
        return [.. pairs.Select(pair => pair with { AdjustedPValue = adjusted.GetValueOrDefault((pair.First, pair.Second), double.NaN) })];
    }

    private PairComparison Of(IReadOnlyList<AlgorithmResult> algorithms, int first, int second)
    {
        double[] one = [.. algorithms[first].Values], other = [.. algorithms[second].Values];
        (bool isPaired, string reason) = Pairing.Of(algorithms[first].Entry, algorithms[second].Entry);
        bool isSingle = one.Length == 1 || other.Length == 1;
        double[] differences = isPaired ? [.. one.Zip(other, (a, b) => a - b)] : [];
        // Greater is better from here on.
        double sign = options.Metric.IsMinimised() ? -1 : 1;
        double[] better = [.. one.Select(value => sign * value)], worse = [.. other.Select(value => sign * value)];
        (double statistic, double biserial, double p, bool isExact, string testReason) = isSingle
            ? (double.NaN, double.NaN, double.NaN, false, TooFew)
            : Test(isPaired, better, worse);
        Bootstrap? difference = isSingle ? null
            : isPaired ? Bootstrap.Of(differences, new Mean(), options.Seed, options.Resamples, cancellation)
            : Bootstrap.OfDifference([one], [other], new Mean(), options.Seed, options.Resamples, cancellation);
        Bootstrap? improvement = isSingle ? null : Bootstrap.OfImprovement([better], [worse], options.Seed, options.Resamples, cancellation);
        (long? trials, string trialsReason) = Needed(isSingle, isPaired ? [differences] : [one, other], one.Average() - other.Average());
        return new PairComparison(
            first, second, difference?.Estimate ?? one.Average() - other.Average(),
            Interval(difference, bootstrap => bootstrap.Percentile(Comparison.Confidence)), Interval(difference, bootstrap => bootstrap.BiasCorrected(Comparison.Confidence)),
            VarghaDelaney.A12(better, worse), Interval(improvement, bootstrap => bootstrap.Percentile(Comparison.Confidence)), isPaired, reason,
            isPaired ? SignedRank : RankSum, statistic, biserial, p, double.NaN, isExact, testReason, trials, trialsReason);
    }

    private static MaybeInterval Interval(Bootstrap? bootstrap, Func<Bootstrap, Interval> make) =>
        bootstrap is null ? MaybeInterval.None(TooFew) : MaybeInterval.Of(() => make(bootstrap));

    private static (double Statistic, double Biserial, double P, bool IsExact, string Reason) Test(bool isPaired, double[] one, double[] other)
    {
        try
        {
            if (isPaired)
            {
                WilcoxonSignedRank signed = WilcoxonSignedRank.Of(one, other);
                return (signed.Statistic, signed.RankBiserial, signed.PValue, signed.IsExact, "");
            }
            MannWhitney sums = MannWhitney.Of(one, other);
            return (sums.U, 2 * sums.A12 - 1, sums.PValue, sums.IsExact, "");
        }
        catch (ArgumentException e)
        {
            return (double.NaN, double.NaN, double.NaN, false, Reasons.Of(e));
        }
    }

    private static (long? Trials, string Reason) Needed(bool isSingle, double[][] samples, double difference)
    {
        if (isSingle)
            return (null, TooFew);
        double[] deviations = [.. samples.Select(sample => Summary.Of(sample).StandardError * Math.Sqrt(sample.Length))];
        try
        {
            return (samples.Length == 1
                ? RequiredTrials.Paired(difference, deviations[0])
                : RequiredTrials.Independent(difference, deviations[0], deviations[1]), "");
        }
        catch (ArgumentException e)
        {
            return (null, Reasons.Of(e));
        }
    }
}
