using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// BOHB's model: a density of the good observations and one of the bad, on the largest rung with enough of them. What comes in on smaller rungs
/// after that is dropped. A candidate is a good observation with some digits drawn anew; the lowest ratio of bad to good density wins.
/// Used by one thread.
/// </summary>
/// <param name="space">The search space.</param>
/// <param name="rungs">Number of rungs.</param>
/// <param name="samples">Candidates for each proposal.</param>
/// <param name="topPercent">Share of the good, percent.</param>
/// <param name="minBandwidth">The least bandwidth.</param>
/// <param name="isSound">
/// False: HpBandSter's, in which a digit that is drawn anew may stay as it is. True: bandwidths and levels of categories, and candidates drawn
/// from the good density itself.
/// </param>
internal sealed class BohbModel(ArchitectureSpace space, int rungs, int samples, int topPercent, double minBandwidth, bool isSound)
{
    private const double LeastDensity = 1e-32;

    private readonly RankedObservations?[] _observations = new RankedObservations?[rungs];
    private readonly CategoricalDensity _good = new(space.Choices, minBandwidth, isSound);
    private readonly CategoricalDensity _bad = new(space.Choices, minBandwidth, isSound);
    private int _rung = -1;
    private bool _isStale;

    /// <summary>True when a rung has enough observations.</summary>
    public bool Exists => _rung >= 0;

    /// <summary>How many of some observations, best first, are good, and how many after them are bad.</summary>
    /// <param name="observations">How many there are.</param>
    /// <param name="positions">Number of digits.</param>
    /// <param name="topPercent">Share of the good, percent.</param>
    public static (int Good, int Bad) Split(int observations, int positions, int topPercent)
    {
        int good = int.Min(int.Max(positions + 1, (int)((long)topPercent * observations / 100)), observations);
        int bad = int.Max(positions + 1, (int)((100L - topPercent) * observations / 100));
        return (good, int.Min(bad, observations - good));
    }

    /// <summary>
    /// Bad density over good, neither below 1e-32. As Python's <c>max(1e-32, bad)</c> and <c>max(good, 1e-32)</c>, which give the first unless the
    /// second is greater, and NaN is not: a bad NaN counts as 1e-32, a good one makes the score NaN.
    /// </summary>
    public static double Score(double good, double bad) => (bad > LeastDensity ? bad : LeastDensity) / (LeastDensity > good ? LeastDensity : good);

    /// <summary>Takes an observation.</summary>
    public void Observe(int rung, ReadOnlySpan<byte> digits, double loss)
    {
        if (rung < _rung)
            return;
        RankedObservations observations = _observations[rung] ??= new RankedObservations(space.Positions);
        observations.Insert(digits, loss);
        (int good, int bad) = Split(observations.Count, space.Positions, topPercent);
        // A density needs more points than digits.
        if (good <= space.Positions || bad <= space.Positions)
            return;
        _rung = rung;
        _isStale = true;
    }

    /// <summary>Proposes digits; false when no candidate could be scored.</summary>
    public bool TryPropose(ref SplitMix64 random, Span<byte> digits)
    {
        Refit();
        double best = double.PositiveInfinity;
        bool found = false;
        for (int sample = 0; sample < samples; sample++)
        {
            ulong candidate = Draw(ref random);
            double good = _good.At(candidate), bad = _bad.At(candidate);
            double score = Score(good, bad);
            bool isTakenAtOnce = !double.IsFinite(score) && double.IsFinite(good);
            if (score < best || isTakenAtOnce)
            {
                (best, found) = (score, true);
                for (int position = 0; position < digits.Length; position++)
                    digits[position] = (byte)(candidate >> (8 * position));
            }
            if (isTakenAtOnce)
                break;
        }
        return found;
    }

    private void Refit()
    {
        if (!_isStale)
            return;
        RankedObservations observations = _observations[_rung]!;
        (int good, int bad) = Split(observations.Count, space.Positions, topPercent);
        _good.Fit(observations, 0, good);
        _bad.Fit(observations, good, bad);
        _isStale = false;
    }

    private ulong Draw(ref SplitMix64 random)
    {
        ulong datum = _observations[_rung]!.Rows[random.NextIndex(_good.Count)], candidate = 0;
        for (int position = 0; position < space.Positions; position++)
        {
            byte digit = (byte)(datum >> (8 * position));
            ulong bits = random.NextUInt64();
            if ((bits >> 32) * (1.0 / (1L << 32)) >= 1 - _good.Bandwidth(position))
                digit = Redraw(digit, (uint)bits);
            candidate |= (ulong)digit << (8 * position);
        }
        return candidate;
    }

    private byte Redraw(byte digit, uint bits)
    {
        if (!isSound)
            return (byte)(((ulong)bits * (uint)space.Choices) >> 32);
        byte other = (byte)(((ulong)bits * (uint)(space.Choices - 1)) >> 32);
        return other < digit ? other : (byte)(other + 1);
    }
}
