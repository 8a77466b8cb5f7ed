using MathNet.Numerics.Distributions;
using NatsBench.Fast.Model;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Intervals;

/// <summary>
/// The bootstrap distribution of a statistic (Efron and Tibshirani 1993): of samples of several datasets each is resampled by itself, and the
/// statistic is that of all pooled (rliable's stratified bootstrap). Paired trials are given as their differences. The same seed gives the same
/// numbers, whatever the number of threads and the order of values. Immutable, thread-safe.
/// </summary>
public sealed class Bootstrap
{
    private const int Block = 64;

    private readonly double[] _resampled;
    private readonly Lazy<double> _acceleration;

    private Bootstrap(double estimate, double[] resampled, Func<double> acceleration)
    {
        Estimate = estimate;
        _resampled = resampled;
        _acceleration = new Lazy<double>(acceleration);
    }

    /// <summary>The statistic of the samples themselves.</summary>
    public double Estimate { get; }

    /// <summary>The statistic of each resample, ascending.</summary>
    public ReadOnlySpan<double> Resampled => _resampled;

    /// <summary>Resamples one sample.</summary>
    /// <param name="sample">At least one value, all finite.</param>
    /// <param name="statistic">The statistic.</param>
    /// <param name="seed">Where the random numbers start.</param>
    /// <param name="resamples">How many resamples to draw.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ArgumentException">There is no value, or one is NaN or infinite.</exception>
    public static Bootstrap Of<TStatistic>(
        double[] sample, TStatistic statistic, ulong seed, int resamples = 10_000, CancellationToken cancellation = default)
        where TStatistic : struct, IStatistic => Of([sample], statistic, seed, resamples, cancellation);

    /// <summary>Resamples several samples, each by itself.</summary>
    /// <param name="samples">The samples, such as one of each dataset; at least one value each, all finite. A value counts the same wherever it is.</param>
    /// <param name="statistic">The statistic of the pooled values.</param>
    /// <param name="seed">Where the random numbers start.</param>
    /// <param name="resamples">How many resamples to draw.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ArgumentException">There is no sample, one is empty, or a value is NaN or infinite.</exception>
    public static Bootstrap Of<TStatistic>(
        IReadOnlyList<double[]> samples, TStatistic statistic, ulong seed, int resamples = 10_000, CancellationToken cancellation = default)
        where TStatistic : struct, IStatistic
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        Strata strata = new(samples);
        double[] resampled = new double[resamples];
        Parallel.For(
            0, (resamples + Block - 1) / Block, new ParallelOptions { CancellationToken = cancellation }, () => new Resampler(strata),
            (block, _, resampler) =>
            {
                for (int i = block * Block; i < Math.Min(resamples, (block + 1) * Block); i++)
                    resampled[i] = statistic.OfOrdered(resampler.Draw(SplitMix64.At(seed, (ulong)i)));
                return resampler;
            },
            _ => { });
        Array.Sort(resampled);
        return new Bootstrap(statistic.OfOrdered(strata.Ordered), resampled, () => Jackknife.Acceleration(strata, statistic));
    }

    /// <summary>The standard error: the sample standard deviation of the resampled statistics.</summary>
    public double StandardError()
    {
        double mean = new Mean().OfOrdered(_resampled), squares = 0;
        foreach (double value in _resampled)
            squares += (value - mean) * (value - mean);
        return Math.Sqrt(squares / (_resampled.Length - 1));
    }

    /// <summary>The percentile interval: the quantiles of the resampled statistics, a half of what is left out beyond each end.</summary>
    /// <param name="confidence">Above 0, below 1.</param>
    public Interval Percentile(double confidence = 0.95)
    {
        Require.Probability(confidence, nameof(confidence));
        return Between((1 - confidence) / 2, (1 + confidence) / 2);
    }

    /// <summary>
    /// The bias-corrected and accelerated interval (Efron 1987), as <c>scipy.stats.bootstrap</c> has it: quantiles moved by how far the
    /// resampled statistics lie to one side of the estimate, and by their skewness, from the statistics with one value left out.
    /// </summary>
    /// <param name="confidence">Above 0, below 1.</param>
    /// <exception cref="InvalidOperationException">There is no such interval: the statistic does not vary, or all resamples lie on one side of it.</exception>
    public Interval BiasCorrected(double confidence = 0.95)
    {
        Require.Probability(confidence, nameof(confidence));
        double share = (Below(Estimate) + NotAbove(Estimate)) / (2.0 * _resampled.Length);
        if (share is 0 or 1)
            throw new InvalidOperationException("no BCa interval: all resampled statistics lie on one side of the estimate");
        double acceleration = _acceleration.Value;
        if (double.IsNaN(acceleration))
            throw new InvalidOperationException("no BCa interval: the statistic stays the same whichever value is left out");
        double bias = Normal.InvCDF(0, 1, share);
        return Between(Moved((1 - confidence) / 2), Moved((1 + confidence) / 2));

        double Moved(double probability)
        {
            double z = bias + Normal.InvCDF(0, 1, probability);
            return Normal.CDF(0, 1, bias + z / (1 - acceleration * z));
        }
    }

    private Interval Between(double low, double high) => new(new Quantile(low).OfOrdered(_resampled), new Quantile(high).OfOrdered(_resampled));

    private int Below(double value) => _resampled.Count(resampled => resampled < value);

    private int NotAbove(double value) => _resampled.Count(resampled => resampled <= value);
}
