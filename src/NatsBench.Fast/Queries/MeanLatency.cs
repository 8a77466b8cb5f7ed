namespace NatsBench.Fast.Queries;

/// <summary>The official mean of latencies: of each run the mean of its list; only runs above zero count, and one without a list has none.</summary>
internal struct MeanLatency
{
    private double _sum;
    private int _measured;

    /// <summary>Takes the next run's list, which is not empty.</summary>
    public void Add(ReadOnlySpan<double> list)
    {
        double latency = PythonSums.Mean(list);
        if (latency > 0)
        {
            _sum += latency;
            _measured++;
        }
    }

    /// <summary>The mean; null where no run counts.</summary>
    public readonly double? Value => _measured == 0 ? null : _sum / _measured;
}
