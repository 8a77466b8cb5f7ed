using System.Diagnostics;

namespace NatsBench.Fast.Cli.Demo;

/// <summary>How long something takes once the compiler has done its work and the caches are full.</summary>
internal static class Warm
{
    // Long enough for the second tier of the compiler; then the fastest round, which other programs disturbed least.
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(250), Measured = TimeSpan.FromMilliseconds(150);

    /// <summary>Seconds of the fastest round.</summary>
    /// <param name="round">What is measured; some microseconds or more.</param>
    public static double Seconds(Action round)
    {
        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < WarmUp)
            round();
        double fastest = double.PositiveInfinity;
        began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Measured)
        {
            long before = Stopwatch.GetTimestamp();
            round();
            fastest = double.Min(fastest, Stopwatch.GetElapsedTime(before).TotalSeconds);
        }
        return fastest;
    }
}
