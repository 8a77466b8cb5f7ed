using System.Diagnostics;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>
/// Times figures in rounds: each round runs every figure and its limit a few times in turns, and the best of all rounds counts. So
/// the caches hold what the figure needs, the compiler has time to finish its work, and what disturbs the machine for a second
/// disturbs no figure alone.
/// </summary>
internal static class Stopwatches
{
    private const int Turns = 4;

    // A run that takes this long warms its own caches.
    private const double LongRun = 2e6;
    private const double WarmUpTime = 8e6;

    // From first code over code that counts to code for good, with calls to be counted before each.
    private const int Passes = 6;

    public static IEnumerable<Result> Measure(IReadOnlyList<Figure> figures)
    {
        foreach (Figure figure in figures)
            foreach (Func<double> limit in figure.Limits)
                Answers.Require(figure.Run() == limit(), $"{figure.Name}: answers as its limit does");

        WarmUp(figures);
        double[] ours = Filled(figures.Count), limits = Filled(figures.Count);
        long[] allocated = new long[figures.Count];
        allocated.AsSpan().Fill(long.MaxValue);
        for (int round = 0; round < figures.Max(figure => figure.Rounds); round++)
            for (int i = 0; i < figures.Count; i++)
            {
                Figure figure = figures[i];
                for (int turn = 0; round < figure.Rounds && (turn == 0 || (turn < Turns && ours[i] < LongRun)); turn++)
                {
                    long before = GC.GetAllocatedBytesForCurrentThread();
                    ours[i] = Math.Min(ours[i], Time(figure.Run));
                    allocated[i] = Math.Min(allocated[i], GC.GetAllocatedBytesForCurrentThread() - before);
                    foreach (Func<double> limit in figure.Limits)
                        limits[i] = Math.Min(limits[i], Time(limit));
                }
            }

        for (int i = 0; i < figures.Count; i++)
        {
            Figure figure = figures[i];
            double scale = figure.Unit.Nanoseconds * figure.Operations;
            yield return figure.Limits.Length == 0
                ? new Result(figure.Name, ours[i] / scale, figure.Unit.Text)
                : Result.Beside(figure.Name, ours[i] / scale, figure.Unit.Text, limits[i] / scale);
            if (figure.AllocatesNothing)
                yield return new Result($"allocated.{figure.Name}", allocated[i], "B");
        }
    }

    // The compiler promotes a method after thirty calls, once nothing new has been compiled for a tenth of a second.
    private static void WarmUp(IReadOnlyList<Figure> figures)
    {
        for (int pass = 0; pass < Passes; pass++)
        {
            foreach (Figure figure in figures.Where(figure => figure.Rounds >= Figure.UsualRounds))
                for (double spent = 0; spent < WarmUpTime;)
                    spent += Time(figure.Run) + figure.Limits.Sum(Time);
            Thread.Sleep(150);
        }
    }

    private static double Time(Func<double> run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private static double[] Filled(int count)
    {
        double[] times = new double[count];
        times.AsSpan().Fill(double.PositiveInfinity);
        return times;
    }
}
