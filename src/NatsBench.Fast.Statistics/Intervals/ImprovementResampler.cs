using NatsBench.Fast.Model;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Intervals;

/// <summary>
/// A12 of resamples of two samples, without sorting: it counts how often each value is drawn, and walks once through the counts. One thread's.
/// </summary>
internal sealed class ImprovementResampler
{
    // Of each value the place among the different values of both.
    private readonly int[] _first;
    private readonly int[] _second;
    private readonly int[] _firstCounts;
    private readonly int[] _secondCounts;
    private readonly int[] _draws;

    public ImprovementResampler(double[] first, double[] second)
    {
        Require.Finite(first, nameof(first));
        Require.Finite(second, nameof(second));
        double[] different = [.. first.Concat(second).Distinct().Order()];
        _first = [.. first.Order().Select(value => Array.BinarySearch(different, value))];
        _second = [.. second.Order().Select(value => Array.BinarySearch(different, value))];
        _firstCounts = new int[different.Length];
        _secondCounts = new int[different.Length];
        _draws = new int[Math.Max(first.Length, second.Length)];
    }

    /// <summary>A12 of a resample of each: of either as many values as it has, with replacement.</summary>
    public double Draw(ref SplitMix64 random)
    {
        Count(_first, _firstCounts, ref random);
        Count(_second, _secondCounts, ref random);
        // Twice how many pairs the first wins; those below count two, equal ones one.
        long wins = 0, below = 0;
        for (int i = 0; i < _firstCounts.Length; i++)
        {
            wins += _firstCounts[i] * (2 * below + _secondCounts[i]);
            below += _secondCounts[i];
        }
        Array.Clear(_firstCounts);
        Array.Clear(_secondCounts);
        return wins / 2.0 / ((double)_first.Length * _second.Length);
    }

    /// <summary>A12 without each value of the first, and without each value of the second.</summary>
    public double[][] WithoutEach()
    {
        double[] wins = [.. _first.Select(value => Half(_second, value))], losses = [.. _second.Select(value => _first.Length - Half(_first, value))];
        double all = wins.Sum(), pairs = (double)_first.Length * _second.Length;
        return [[.. wins.Select(own => (all - own) / (pairs - _second.Length))], [.. losses.Select(own => (all - own) / (pairs - _first.Length))]];
    }

    private void Count(int[] places, int[] counts, ref SplitMix64 random)
    {
        Span<int> draws = _draws.AsSpan(0, places.Length);
        random.FillIndices(places.Length, draws);
        foreach (int draw in draws)
            counts[places[draw]]++;
    }

    // How many are below a value, equal ones half.
    private static double Half(int[] ascending, int value)
    {
        int below = 0, notAbove = 0;
        foreach (int other in ascending)
        {
            below += other < value ? 1 : 0;
            notAbove += other <= value ? 1 : 0;
        }
        return (below + notAbove) / 2.0;
    }
}
