using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Comparisons;

/// <summary>Average ranks of algorithms over blocks: 1 for the greatest score of a block, equal scores at the mean of their ranks.</summary>
public static class AverageRanks
{
    /// <summary>Average ranks as time goes on.</summary>
    /// <param name="curves">For each algorithm and trial its score at each time; trial i of each algorithm is one block. Greater is better.</param>
    /// <returns>For each time the average rank of each algorithm.</returns>
    /// <exception cref="ArgumentException">There is no algorithm, trial or time, curves differ in number or length, or a score is NaN.</exception>
    public static double[][] OverTime(IReadOnlyList<double[][]> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        if (curves is [] || curves[0] is [] || curves[0][0] is [])
            throw new ArgumentException("average ranks need at least one algorithm, trial and time", nameof(curves));
        int trials = curves[0].Length, times = curves[0][0].Length;
        for (int algorithm = 0; algorithm < curves.Count; algorithm++)
        {
            Require.EquallyLong(trials, curves[algorithm].Length, nameof(curves));
            foreach (double[] curve in curves[algorithm])
                Require.EquallyLong(times, curve.Length, nameof(curves));
        }
        return [.. Enumerable.Range(0, times).Select(time => Of(
            [.. Enumerable.Range(0, trials).Select(trial => curves.Select(algorithm => algorithm[trial][time]).ToArray())]).Averages)];
    }

    /// <summary>Average ranks over blocks, and Σ t³ - t over the ties of all.</summary>
    internal static (double[] Averages, double Ties) Of(IReadOnlyList<double[]> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        if (blocks is [])
            throw new ArgumentException("average ranks need at least one block", nameof(blocks));
        long[] sums = new long[blocks[0].Length];
        double ties = 0;
        foreach (double[] block in blocks)
        {
            Require.EquallyLong(sums.Length, block.Length, nameof(blocks));
            Require.Ordered(block, nameof(blocks));
            Ranks ranks = Ranks.Of(block);
            ties += ranks.Ties;
            for (int i = 0; i < sums.Length; i++)
                sums[i] += 2 * (block.Length + 1) - ranks.Twice[i];
        }
        return ([.. sums.Select(sum => sum / (2.0 * blocks.Count))], ties);
    }
}
