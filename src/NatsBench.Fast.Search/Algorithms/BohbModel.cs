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

    // Candidates are drawn some at a time, a number for the observation and one for each digit.
    private const int CandidatesAtOnce = 4;
    private const int MostDraws = CandidatesAtOnce * (DigitCounts.Stride + 1);

    private readonly RankedObservations[] _observations = [.. Enumerable.Range(0, rungs).Select(_ => new RankedObservations(space.Positions))];
    private readonly CategoricalDensity _good = new(space.Choices, minBandwidth, isSound);
    private readonly CategoricalDensity _bad = new(space.Choices, minBandwidth, isSound);

    // Of each digit: a number of 32 bits that is not below it draws the digit anew.
    private readonly ulong[] _keeps = new ulong[space.Positions];
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

    /// <summary>Forgets all that was observed.</summary>
    public void Clear()
    {
        foreach (RankedObservations observations in _observations)
            observations.Clear();
        (_rung, _isStale) = (-1, false);
    }

    /// <summary>Takes an observation.</summary>
    /// <param name="rung">On which rung.</param>
    /// <param name="row">Digits (<see cref="RankedObservations.Row"/>).</param>
    /// <param name="loss">To be minimised.</param>
    public void Observe(int rung, ulong row, double loss)
    {
        if (rung < _rung)
            return;
        RankedObservations observations = _observations[rung];
        observations.Insert(row, loss);
        (int good, int bad) = Split(observations.Count, space.Positions, topPercent);
        // A density needs more points than digits.
        if (good <= space.Positions || bad <= space.Positions)
            return;
        _rung = rung;
        _isStale = true;
    }

    /// <summary>Proposes digits; false when no candidate could be scored.</summary>
    /// <param name="random">Each candidate that is looked at takes one number, and one for each digit.</param>
    /// <param name="row">The digits, a byte each.</param>
    public bool TryPropose(ref SplitMix64 random, out ulong row)
    {
        Refit();
        Span<ulong> draws = stackalloc ulong[MostDraws];
        int drawsOfCandidate = space.Positions + 1;
        double best = double.PositiveInfinity;
        bool found = false;
        row = 0;
        for (int sample = 0; sample < samples; sample += CandidatesAtOnce)
        {
            draws = draws[..(int.Min(CandidatesAtOnce, samples - sample) * drawsOfCandidate)];
            SplitMix64 later = random;
            later.Fill(draws);
            for (int drawn = 0; drawn < draws.Length; drawn += drawsOfCandidate)
            {
                ulong candidate = Candidate(draws.Slice(drawn, drawsOfCandidate));
                double good = _good.At(candidate), bad = _bad.At(candidate);
                double score = Score(good, bad);
                if (!double.IsFinite(score) && double.IsFinite(good))
                {
                    // Taken at once: the others are not drawn.
                    random.Skip(drawn + drawsOfCandidate);
                    row = candidate;
                    return true;
                }
                if (score < best)
                    (best, row, found) = (score, candidate, true);
            }
            random = later;
        }
        return found;
    }

    private void Refit()
    {
        if (!_isStale)
            return;
        RankedObservations observations = _observations[_rung];
        (int good, int bad) = Split(observations.Count, space.Positions, topPercent);
        _good.Fit(observations, 0, good);
        _bad.Fit(observations, good, bad);
        for (int position = 0; position < _keeps.Length; position++)
            _keeps[position] = (ulong)Math.Ceiling(Math.Max(1 - _good.Bandwidth(position), 0) * (1L << 32));
        _isStale = false;
    }

    // A good observation with some digits drawn anew, without a jump that depends on what is drawn.
    private ulong Candidate(ReadOnlySpan<ulong> draws)
    {
        ulong row = _observations[_rung].Rows[(int)(((draws[0] >> 32) * (ulong)_good.Count) >> 32)], candidate = 0;
        draws = draws[1..];
        for (int position = 0; position < draws.Length; position++)
        {
            ulong digit = (byte)(row >> (8 * position)), keeps = (ulong)((long)((draws[position] >> 32) - _keeps[position]) >> 63);
            candidate |= ((digit & keeps) | (Redrawn(digit, (uint)draws[position]) & ~keeps)) << (8 * position);
        }
        return candidate;
    }

    private ulong Redrawn(ulong digit, uint bits)
    {
        if (!isSound)
            return ((ulong)bits * (uint)space.Choices) >> 32;
        ulong other = ((ulong)bits * (uint)(space.Choices - 1)) >> 32;
        return other < digit ? other : other + 1;
    }
}
