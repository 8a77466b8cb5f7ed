using System.Diagnostics;

namespace NatsBench.Fast.Inference.Latency;

/// <summary>
/// Measures what the official tables call latency: seconds of a batch of 256 images (there, the time of an evaluation over its batches,
/// data loading among them; here, from images in memory to logits in memory). It depends on the architecture, not on the weights.
/// </summary>
public static class LatencyMeter
{
    /// <summary>With fewer runs, not even the fastest and the slowest hold the median with 95 %.</summary>
    public const int LeastRunsOfInterval = 6;

    // Of each side of the interval: 95 % in all.
    private const double Tail = 0.025;

    /// <summary>Runs a network on whole batches.</summary>
    /// <param name="runner">The network, with images; zeros will do.</param>
    /// <param name="warmUp">Runs before the first that is timed, 0 or more.</param>
    /// <param name="runs">Runs that are timed, 1 or more; fewer than <see cref="LeastRunsOfInterval"/> tell no interval: theirs is from the fastest to the slowest.</param>
    /// <returns>Median, and the interval of the median that order statistics give, whatever the times are distributed like; in seconds.</returns>
    public static (double Seconds, double Low, double High) Measure(INetworkRunner runner, int warmUp, int runs)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentOutOfRangeException.ThrowIfNegative(warmUp);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(runs);
        for (int i = 0; i < warmUp; i++)
            runner.Run(runner.Batch);
        double[] seconds = new double[runs];
        for (int i = 0; i < runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            runner.Run(runner.Batch);
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        return Summary(seconds);
    }

    /// <summary>Median and interval of some times, which are sorted.</summary>
    internal static (double Seconds, double Low, double High) Summary(double[] seconds)
    {
        Array.Sort(seconds);
        int n = seconds.Length, cut = Cut(n);
        return ((seconds[(n - 1) / 2] + seconds[n / 2]) / 2, seconds[cut], seconds[n - 1 - cut]);
    }

    // How many of the least, and of the greatest, lie outside the interval: as many as n throws of a coin stay below with a probability within the tail.
    private static int Cut(int n)
    {
        int cut = 0;
        double probability = Math.Pow(0.5, n), sum = probability;
        for (int k = 1; k < n / 2; k++)
        {
            probability *= (double)(n - k + 1) / k;
            sum += probability;
            if (sum > Tail)
                break;
            cut = k;
        }
        return cut;
    }
}
