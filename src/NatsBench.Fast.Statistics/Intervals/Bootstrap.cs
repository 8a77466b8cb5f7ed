using MathNet.Numerics.Distributions;
using NatsBench.Fast.Model;
using NatsBench.Fast.Statistics.Comparisons;
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
        Strata strata = new(samples);
        return Of(
            statistic.OfOrdered(strata.Ordered),
            () =>
            {
                Resampler resampler = new(strata);
                return random => statistic.OfOrdered(resampler.Draw(ref random));
            },
            () => Jackknife.Of(strata, statistic), seed, resamples, cancellation);
    }

    /// <summary>
    /// Resamples two sets of independent samples for the difference of a statistic, first less second. Paired trials are told apart better by
    /// their differences as one sample.
    /// </summary>
    /// <param name="first">The samples of one algorithm, such as one of each dataset; at least one value each, all finite.</param>
    /// <param name="second">Those of the other.</param>
    /// <param name="statistic">The statistic of the pooled values of either.</param>
    /// <param name="seed">Where the random numbers start.</param>
    /// <param name="resamples">How many resamples to draw.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ArgumentException">There is no sample, one is empty, or a value is NaN or infinite.</exception>
    public static Bootstrap OfDifference<TStatistic>(
        IReadOnlyList<double[]> first, IReadOnlyList<double[]> second, TStatistic statistic, ulong seed, int resamples = 10_000,
        CancellationToken cancellation = default)
        where TStatistic : struct, IStatistic
    {
        Strata one = new(first), other = new(second);
        return Of(
            statistic.OfOrdered(one.Ordered) - statistic.OfOrdered(other.Ordered),
            () =>
            {
                Resampler ofOne = new(one), ofOther = new(other);
                return random => statistic.OfOrdered(ofOne.Draw(ref random)) - statistic.OfOrdered(ofOther.Draw(ref random));
            },
            () => Jackknife.Of(one, statistic).Concat(Jackknife.Of(other, statistic).Select(without => without.Select(value => -value).ToArray())),
            seed, resamples, cancellation);
    }

    /// <summary>Resamples two sets of independent samples for the probability of improvement (<see cref="VarghaDelaney.ProbabilityOfImprovement"/>).</summary>
    /// <param name="first">The scores of one algorithm, dataset by dataset; all finite.</param>
    /// <param name="second">Those of the other, on the same datasets in the same order.</param>
    /// <param name="seed">Where the random numbers start.</param>
    /// <param name="resamples">How many resamples to draw.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ArgumentException">There is no dataset, the numbers of datasets differ, a sample is empty, or a value is NaN or infinite.</exception>
    public static Bootstrap OfImprovement(
        IReadOnlyList<double[]> first, IReadOnlyList<double[]> second, ulong seed, int resamples = 10_000, CancellationToken cancellation = default)
    {
        double estimate = VarghaDelaney.ProbabilityOfImprovement(first, second);
        return Of(
            estimate,
            () =>
            {
                ImprovementResampler[] datasets = Datasets();
                return random =>
                {
                    double sum = 0;
                    foreach (ImprovementResampler dataset in datasets)
                        sum += dataset.Draw(ref random);
                    return sum / datasets.Length;
                };
            },
            () => Datasets().SelectMany(dataset => dataset.WithoutEach()).Select(without => without.Select(value => value / first.Count).ToArray()),
            seed, resamples, cancellation);

        ImprovementResampler[] Datasets() => [.. first.Zip(second, (one, other) => new ImprovementResampler(one, other))];
    }

    // A statistic of one resample after the other, drawn by each thread for itself.
    private static Bootstrap Of(
        double estimate, Func<Func<SplitMix64, double>> start, Func<IEnumerable<double[]>> without, ulong seed, int resamples, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        double[] resampled = new double[resamples];
        Parallel.For(
            0, (resamples + Block - 1) / Block, new ParallelOptions { CancellationToken = cancellation }, start,
            (block, _, draw) =>
            {
                for (int i = block * Block; i < Math.Min(resamples, (block + 1) * Block); i++)
                    resampled[i] = draw(new SplitMix64(SplitMix64.At(seed, (ulong)i)));
                return draw;
            },
            _ => { });
        Array.Sort(resampled);
        return new Bootstrap(estimate, resampled, () => Jackknife.Acceleration(without()));
    }

    /// <summary>The standard error: the sample standard deviation of the resampled statistics; NaN of a single one.</summary>
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
