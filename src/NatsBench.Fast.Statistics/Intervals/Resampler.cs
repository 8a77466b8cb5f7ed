using NatsBench.Fast.Model;

namespace NatsBench.Fast.Statistics.Intervals;

/// <summary>
/// Draws resamples in ascending order, without sorting: it counts how often each value is drawn, and writes the values that often. One thread's.
/// </summary>
internal sealed class Resampler(Strata strata)
{
    // What is written whether or not it is drawn that often.
    private const int Ahead = 4;

    private readonly int[] _counts = new int[strata.Ordered.Length];
    private readonly int[] _draws = new int[strata.Places.Max(places => places.Length)];
    private readonly double[] _resample = new double[strata.Ordered.Length + Ahead];

    /// <summary>A resample: of each sample as many values as it has, with replacement. Overwritten by the next.</summary>
    public ReadOnlySpan<double> Draw(ref SplitMix64 random)
    {
        foreach (int[] places in strata.Places)
        {
            Span<int> draws = _draws.AsSpan(0, places.Length);
            random.FillIndices(places.Length, draws);
            if (strata.Places.Length == 1)
                foreach (int draw in draws)
                    _counts[draw]++;
            else
                foreach (int draw in draws)
                    _counts[places[draw]]++;
        }
        return Expand();
    }

    private ReadOnlySpan<double> Expand()
    {
        double[] ordered = strata.Ordered, resample = _resample;
        int at = 0;
        for (int i = 0; i < ordered.Length; i++)
        {
            double value = ordered[i];
            int count = _counts[i];
            _counts[i] = 0;
            // Seldom more than four times: no branch to mispredict, the next value overwrites what is too much.
            Span<double> next = resample.AsSpan(at, Ahead);
            next[0] = value;
            next[1] = value;
            next[2] = value;
            next[3] = value;
            for (int more = Ahead; more < count; more++)
                resample[at + more] = value;
            at += count;
        }
        return resample.AsSpan(0, at);
    }
}
