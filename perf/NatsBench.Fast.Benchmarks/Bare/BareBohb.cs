using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Benchmarks.Bare;

/// <summary>
/// The limit of BOHB as the paper has it: the same brackets, written out as 9@1 3@4 1@12, 3@4 1@12, 3@12 in turn, ranked observations and
/// densities by bare pointers.
/// </summary>
internal sealed unsafe class BareBohb : IBareSearch
{
    private const int Samples = 4;
    private const double Least = 1e-32;

    // Which configurations a stage trains: so many of the last, or so many new ones where it begins a bracket.
    private static readonly (int Rung, int Count, bool Begins)[] Stages =
        [(0, 9, true), (1, 3, false), (2, 1, false), (1, 3, true), (2, 1, false), (2, 3, true)];

    private readonly BareTrainings[] _trainings;
    private readonly double _seconds;
    private readonly int _positions, _choices, _allowed;
    private readonly int* _indexOfCode, _weights;
    private readonly ulong* _rowOf;
    private readonly BareRanks[] _ranks = [new(IBareSearch.Most), new(IBareSearch.Most), new(IBareSearch.Most)];
    private readonly BareDensity _good, _bad;

    public BareBohb(NatsBenchmark bench, ArchitectureSpace space, double seconds)
    {
        (_trainings, _seconds) = ([new(bench, 1), new(bench, 4), new(bench, 12)], seconds);
        (_positions, _choices, _allowed) = (space.Positions, space.Choices, space.Count);
        int codes = 1;
        int[] weights = new int[sizeof(ulong)];
        for (int position = _positions - 1; position >= 0; position--, codes *= _choices)
            weights[position] = codes;
        _weights = BareMemory.Of<int>(weights);
        _indexOfCode = BareMemory.Of<int>([.. Enumerable.Range(0, codes).Select(space.OfCode)]);
        // Beyond the digits no row agrees with a candidate.
        ulong[] rows = new ulong[space.Count];
        Array.Fill(rows, ulong.MaxValue);
        for (int architecture = 0; architecture < rows.Length; architecture++)
            for (int position = _positions - 1; position >= 0; position--)
                rows[architecture] = rows[architecture] << 8 | space.Digits(architecture)[position];
        _rowOf = BareMemory.Of<ulong>(rows);
        (_good, _bad) = (new(_positions, _choices), new(_positions, _choices));
    }

    public int Run(SplitMix64 designs, SplitMix64 random, uint* draws, int drawMask, int* trained)
    {
        foreach (BareRanks ranks in _ranks)
            ranks.Count = 0;
        int* alive = stackalloc int[9];
        double* losses = stackalloc double[9];
        int count = 0, modelRung = -1, best = 0, stage = 0, at = 0;
        bool isStale = false;
        double clock = 0, before = 0, secondBefore = 0, after = 0, secondAfter = 0, most = 0;
        int beforeCount = 0, afterCount = 0;
        while (count < IBareSearch.Most)
        {
            if (afterCount > 0)
            {
                // Until the two points nearest to the budget are known.
                double nearest = double.PositiveInfinity, second = nearest;
                Take(beforeCount > 1, secondBefore);
                Take(beforeCount > 0, before);
                Take(true, after);
                Take(afterCount > 1, secondAfter);
                if (second <= clock - _seconds)
                    break;

                void Take(bool exists, double point)
                {
                    double distance = exists ? Math.Abs(point - _seconds) : double.PositiveInfinity;
                    (nearest, second) = distance < nearest ? (distance, nearest) : (nearest, Math.Min(second, distance));
                }
            }
            (int rung, int of, bool begins) = Stages[stage];
            if (begins)
            {
                if (modelRung < 0)
                {
                    alive[at] = designs.NextIndex(_allowed);
                }
                else
                {
                    if (isStale)
                        Fit(_ranks[modelRung]);
                    isStale = false;
                    alive[at] = Propose(_ranks[modelRung].Rows, ref random);
                }
            }
            int architecture = alive[at];
            double* training = _trainings[rung].At(architecture, draws[count & drawMask]);
            trained[count++] = architecture;
            clock += training[1];
            if (training[0] > most)
                (most, best) = (training[0], architecture);
            if (clock < _seconds)
                (before, secondBefore, beforeCount) = (clock, before, beforeCount + 1);
            else if (++afterCount <= 2)
                (after, secondAfter) = afterCount == 1 ? (clock, clock) : (after, clock);
            losses[at] = 100 - training[0];
            if (rung >= modelRung)
            {
                _ranks[rung].Insert(_rowOf[architecture], losses[at]);
                (int good, int bad) = Split(_ranks[rung].Count);
                if (good > _positions && bad > _positions)
                    (modelRung, isStale) = (rung, true);
            }
            if (++at < of)
                continue;
            at = 0;
            stage = stage + 1 == Stages.Length ? 0 : stage + 1;
            if (!Stages[stage].Begins)
                Keep(alive, losses, of, Stages[stage].Count);
        }
        trained[count] = best;
        return count;
    }

    // The lowest losses, of equals the first, in the order in which they came: whoever fewer are before.
    private static void Keep(int* alive, double* losses, int count, int kept)
    {
        int found = 0;
        for (int i = 0; i < count; i++)
        {
            int rank = 0;
            for (int j = 0; j < i; j++)
                rank += losses[j] <= losses[i] ? 1 : 0;
            for (int j = i + 1; j < count; j++)
                rank += losses[j] < losses[i] ? 1 : 0;
            alive[found] = alive[i];
            found += rank < kept ? 1 : 0;
        }
    }

    private (int Good, int Bad) Split(int count)
    {
        int good = int.Min(int.Max(_positions + 1, 15 * count / 100), count);
        return (good, int.Min(int.Max(_positions + 1, 85 * count / 100), count - good));
    }

    private void Fit(BareRanks ranks)
    {
        (int good, int bad) = Split(ranks.Count);
        _good.Fit(ranks.Rows, good);
        _bad.Fit(ranks.Rows + good, bad);
    }

    // All candidates first, the densities after them: a score that is taken at once takes back what later candidates drew.
    private int Propose(ulong* rows, ref SplitMix64 random)
    {
        ulong* candidates = stackalloc ulong[Samples];
        SplitMix64* states = stackalloc SplitMix64[Samples];
        SplitMix64 own = random;
        for (int sample = 0; sample < Samples; sample++)
        {
            candidates[sample] = _good.Redrawn(rows[own.NextIndex(_good.Count)], ref own);
            states[sample] = own;
        }
        random = own;
        double best = double.PositiveInfinity;
        ulong found = 0;
        bool any = false;
        for (int sample = 0; sample < Samples; sample++)
        {
            double good = _good.At(candidates[sample]), bad = _bad.At(candidates[sample]);
            double score = (bad > Least ? bad : Least) / (Least > good ? Least : good);
            bool isTakenAtOnce = !double.IsFinite(score) && double.IsFinite(good);
            if (score < best || isTakenAtOnce)
                (best, found, any) = (score, candidates[sample], true);
            if (isTakenAtOnce)
            {
                random = states[sample];
                break;
            }
        }
        if (!any)
            return random.NextIndex(_allowed);
        return _indexOfCode[Code(found)];
    }

    private int Code(ulong row)
    {
        int code = 0;
        for (int position = 0; position < _positions; position++, row >>= 8)
            code += (int)(row & 7) * _weights[position];
        return code;
    }
}
