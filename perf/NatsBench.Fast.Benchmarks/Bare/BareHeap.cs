namespace NatsBench.Fast.Benchmarks.Bare;

/// <summary>Who ends next by the textbook: a binary heap of ends by bare pointers, in which whoever ended is replaced by what it begins.</summary>
internal sealed unsafe class BareHeap(int workers)
{
    // From 1, and one more that is never less.
    private readonly double* _ends = BareMemory.Of<double>(new double[workers + 2]);
    private readonly int* _workers = BareMemory.Of<int>(new int[workers + 2]);

    /// <summary>Each worker begins one training after the other.</summary>
    /// <returns>The sum of the times at which they end, in their order.</returns>
    public double Run(ReadOnlySpan<double> costs)
    {
        double[] first = costs[..workers].ToArray();
        int[] who = [.. Enumerable.Range(0, workers)];
        Array.Sort(first, who);
        for (int i = 0; i < workers; i++)
            (_ends[i + 1], _workers[i + 1]) = (first[i], who[i]);
        _ends[workers + 1] = double.PositiveInfinity;
        double sum = 0;
        double* ends = _ends;
        int* busy = _workers;
        fixed (double* cost = costs)
            for (int at = workers; at < costs.Length; at++)
            {
                sum += ends[1];
                double end = ends[1] + cost[at];
                int worker = busy[1], hole = 1;
                for (int child = 2; child <= workers; child = 2 * hole)
                {
                    child += ends[child + 1] < ends[child] ? 1 : 0;
                    if (ends[child] >= end)
                        break;
                    (ends[hole], busy[hole], hole) = (ends[child], busy[child], child);
                }
                (ends[hole], busy[hole]) = (end, worker);
            }
        return sum;
    }
}
