using NatsBench.Fast.Model;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Intervals;

/// <summary>
/// How sure a winner is: the share of bootstrap resamples in which each of several samples has the greatest mean. The same seed gives the same numbers,
/// whatever the number of threads.
/// </summary>
public static class WinnerShares
{
    private const int Block = 64;

    /// <summary>The shares; they add to 1, and samples of one mean share a resample evenly.</summary>
    /// <param name="samples">Two samples or more, all finite; greater is better.</param>
    /// <param name="arePaired">Whether value i of each is a pair: then they are resampled together, and equally long.</param>
    /// <param name="seed">Where the random numbers start.</param>
    /// <param name="resamples">How many resamples to draw.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ArgumentException">There are fewer than two samples, one is empty, a value is NaN or infinite, or pairs are not equally many.</exception>
    public static double[] Of(IReadOnlyList<double[]> samples, bool arePaired, ulong seed, int resamples = 10_000, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples.Count, 2, nameof(samples));
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        foreach (double[] sample in samples)
        {
            Require.Finite(sample, nameof(samples));
            if (arePaired)
                Require.EquallyLong(samples[0].Length, sample.Length, nameof(samples));
        }
        int[][] winners = new int[resamples][];
        Parallel.For(
            0, (resamples + Block - 1) / Block, new ParallelOptions { CancellationToken = cancellation }, () => new int[samples.Max(sample => sample.Length)],
            (block, _, draws) =>
            {
                for (int i = block * Block; i < Math.Min(resamples, (block + 1) * Block); i++)
                    winners[i] = Winners(samples, arePaired, new SplitMix64(SplitMix64.At(seed, (ulong)i)), draws);
                return draws;
            },
            _ => { });
        double[] shares = new double[samples.Count];
        foreach (int[] best in winners)
            foreach (int sample in best)
                shares[sample] += 1.0 / best.Length;
        return [.. shares.Select(wins => wins / resamples)];
    }

    private static int[] Winners(IReadOnlyList<double[]> samples, bool arePaired, SplitMix64 random, int[] draws)
    {
        double[] means = new double[samples.Count];
        for (int sample = 0; sample < means.Length; sample++)
        {
            double[] values = samples[sample];
            Span<int> own = draws.AsSpan(0, values.Length);
            if (sample == 0 || !arePaired)
                random.FillIndices(values.Length, own);
            double sum = 0;
            foreach (int draw in own)
                sum += values[draw];
            means[sample] = sum / values.Length;
        }
        double best = means.Max();
        return [.. Enumerable.Range(0, means.Length).Where(sample => means[sample] == best)];
    }
}
