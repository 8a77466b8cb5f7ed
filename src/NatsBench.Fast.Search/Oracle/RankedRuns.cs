using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Search.Oracle;

/// <summary>
/// The runs of an oracle's longest training with their accuracies as ranks. Thread-safe; an oracle whose architectures are all allowed, for
/// their accuracies are numbers.
/// </summary>
internal sealed unsafe class RankedRuns
{
    private const int BitsOfArchitecture = 32;

    private readonly AlignedArray<RankedRun> _runs;

    // By rank.
    private readonly double[] _accuracies;

    /// <summary>Ranks them.</summary>
    /// <param name="oracle">The oracle.</param>
    public RankedRuns(TableOracle oracle)
    {
        int* firstRuns = oracle.FirstRuns;
        double* runs = oracle.Runs;
        int count = firstRuns[oracle.Space.Count];
        (double[] accuracies, int[] order) = (new double[count], new int[count]);
        for (int run = 0; run < count; run++)
            (accuracies[run], order[run]) = (runs[2L * run], run);
        Array.Sort(accuracies, order);
        ulong[] ranks = new ulong[count];
        int rank = 0;
        for (int i = 0; i < count; i++)
        {
            if (accuracies[i] > accuracies[rank])
                accuracies[++rank] = accuracies[i];
            ranks[order[i]] = (ulong)rank;
        }
        _accuracies = accuracies[..int.Min(rank + 1, count)];
        _runs = new AlignedArray<RankedRun>(count);
        for (int architecture = 0; architecture < oracle.Space.Count; architecture++)
            for (int run = firstRuns[architecture]; run < firstRuns[architecture + 1]; run++)
                First[run] = new RankedRun(runs[2L * run + 1], ranks[run] << BitsOfArchitecture | oracle.Space.Packed[architecture]);
    }

    /// <summary>Where the first one lies while this object lives; in the order of <see cref="TableOracle.Runs"/>.</summary>
    public RankedRun* First => _runs.First;

    /// <summary>The accuracy of a run, in percent.</summary>
    /// <param name="key">Its <see cref="RankedRun.Key"/>.</param>
    public double Accuracy(ulong key) => _accuracies[(int)(key >> BitsOfArchitecture)];
}
