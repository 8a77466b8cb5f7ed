using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Statistics.Intervals;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>What one sample comes to.</summary>
internal static class SampleResults
{
    private const string OneTrial = "one trial says nothing of others";

    public static AlgorithmResult Of(string name, RunEntry entry, double[] values, CompareOptions options, CancellationToken cancellation)
    {
        Summary summary = Summary.Of(values);
        if (values.Length == 1)
            return new AlgorithmResult(
                name, entry, values, summary, MaybeInterval.None(OneTrial), MaybeInterval.None(OneTrial), values[0], MaybeInterval.None(OneTrial));
        Bootstrap mean = Bootstrap.Of(values, new Mean(), options.Seed, options.Resamples, cancellation);
        Bootstrap middle = Bootstrap.Of(values, new InterquartileMean(), options.Seed, options.Resamples, cancellation);
        return new AlgorithmResult(
            name, entry, values, summary, MaybeInterval.Of(() => mean.Percentile(Comparison.Confidence)), MaybeInterval.Of(() => mean.BiasCorrected(Comparison.Confidence)),
            middle.Estimate, MaybeInterval.Of(() => middle.Percentile(Comparison.Confidence)));
    }
}
