namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// A bracket of HpBandSter: successive halving over the last rungs. The configurations of a rung are trained in the order in which they came
/// in, and the next rung waits for all of them. Used by one thread.
/// </summary>
internal sealed class BohbBracket
{
    private readonly int _firstRung;
    private readonly int[] _sizes;
    private readonly double[] _losses;
    private readonly double[] _sorted;

    // The configurations of the present rung, in the order in which they came in.
    private readonly int[] _alive;
    private int _stage;
    private int _begun;
    private int _ended;

    /// <summary>A bracket in which nothing is begun.</summary>
    /// <param name="firstRung">The rung it begins with.</param>
    /// <param name="sizes">How many configurations come to each of its rungs.</param>
    public BohbBracket(int firstRung, int[] sizes)
    {
        (_firstRung, _sizes) = (firstRung, sizes);
        (Architectures, _losses, _sorted, _alive) = (new int[sizes[0]], new double[sizes[0]], new double[sizes[0]], new int[sizes[0]]);
        Begin();
    }

    /// <summary>The architecture of each configuration; -1 where there is none as yet.</summary>
    public int[] Architectures { get; }

    /// <summary>The present rung.</summary>
    public int Rung => _firstRung + _stage;

    /// <summary>True when the last rung is.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>
    /// How many configurations come to each rung of a bracket; null where more than <paramref name="most"/> would begin. Of S rungs the brackets
    /// take S, S - 1, …, 1 in turn; one of s + 1 begins with ⌊S / (s + 1)⌋ · eta^s.
    /// </summary>
    /// <param name="iteration">The bracket's number.</param>
    /// <param name="rungs">Number of rungs.</param>
    /// <param name="eta">One of so many is promoted.</param>
    /// <param name="most">The most that may begin.</param>
    public static int[]? Sizes(int iteration, int rungs, int eta, int most)
    {
        int[] sizes = new int[rungs - iteration % rungs];
        long size = rungs / sizes.Length;
        for (int stage = 1; stage < sizes.Length && size <= most; stage++)
            size *= eta;
        if (size > most)
            return null;
        for (int stage = 0; stage < sizes.Length; stage++, size /= eta)
            sizes[stage] = int.Max((int)size, 1);
        return sizes;
    }

    /// <summary>Nothing is begun.</summary>
    public void Begin()
    {
        Array.Fill(Architectures, -1);
        for (int i = 0; i < _alive.Length; i++)
            _alive[i] = i;
        (_stage, _begun, _ended, IsComplete) = (0, 0, 0, false);
    }

    /// <summary>Gives a configuration to train; false when those of the present rung are all under way.</summary>
    public bool TryBegin(out int configuration)
    {
        bool begins = _begun < _sizes[_stage] && !IsComplete;
        configuration = begins ? _alive[_begun++] : -1;
        return begins;
    }

    /// <summary>Takes the loss of a configuration; the last of a rung decides who comes to the next.</summary>
    public void Observe(int configuration, double loss)
    {
        _losses[configuration] = loss;
        if (++_ended < _sizes[_stage])
            return;
        if (_stage + 1 == _sizes.Length)
        {
            IsComplete = true;
            return;
        }
        Keep(_sizes[_stage], _sizes[_stage + 1]);
        _stage++;
        (_begun, _ended) = (0, 0);
    }

    // The lowest losses, of equals the first, in the order of coming in.
    private void Keep(int count, int kept)
    {
        Span<double> sorted = _sorted.AsSpan(0, count);
        for (int i = 0; i < count; i++)
            sorted[i] = _losses[_alive[i]];
        sorted.Sort();
        double last = sorted[kept - 1];
        int lasts = kept - sorted[..kept].IndexOf(last), found = 0;
        for (int i = 0; i < count; i++)
        {
            double loss = _losses[_alive[i]];
            if (loss > last || (loss == last && lasts-- <= 0))
                continue;
            _alive[found++] = _alive[i];
        }
    }
}
