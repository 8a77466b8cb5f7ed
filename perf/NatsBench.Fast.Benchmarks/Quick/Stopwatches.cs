using System.Diagnostics;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>
/// Times figures in rounds: each round runs every figure and its limit once, one right after the other, and the best of all rounds counts.
/// So the compiler has time to finish its work, and what disturbs the machine for a second disturbs no figure alone.
/// </summary>
internal static class Stopwatches
{
    public static IEnumerable<Result> Measure(IReadOnlyList<Figure> figures)
    {
        foreach (Figure figure in figures)
            if (figure.Limit is { } limit)
                Answers.Require(figure.Run() == limit(), $"{figure.Name}: answers as its limit does");

        double[] ours = Filled(figures.Count), limits = Filled(figures.Count);
        long[] allocated = new long[figures.Count];
        for (int round = 0; round < figures.Max(figure => figure.Rounds); round++)
            for (int i = 0; i < figures.Count; i++)
            {
                Figure figure = figures[i];
                if (round >= figure.Rounds)
                    continue;
                long before = GC.GetAllocatedBytesForCurrentThread();
                ours[i] = Math.Min(ours[i], Time(figure.Run));
                allocated[i] = GC.GetAllocatedBytesForCurrentThread() - before;
                if (figure.Limit is { } limit)
                    limits[i] = Math.Min(limits[i], Time(limit));
            }

        for (int i = 0; i < figures.Count; i++)
        {
            Figure figure = figures[i];
            double scale = figure.Unit.Nanoseconds * figure.Operations;
            yield return figure.Limit is null
                ? new Result(figure.Name, ours[i] / scale, figure.Unit.Text)
                : new Result(figure.Name, ours[i] / scale, figure.Unit.Text, limits[i] / scale, limits[i] / ours[i]);
            if (figure.AllocatesNothing)
                yield return new Result($"allocated.{figure.Name}", allocated[i], "B");
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
