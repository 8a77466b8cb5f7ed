using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Onnx;

namespace NatsBench.Fast.Inference.Latency;

/// <summary>Measures the latency of many architectures, one after the other, on networks fresh from a seed.</summary>
public static class LatencySweep
{
    private const long WeightSeed = 0;

    /// <summary>Measures them.</summary>
    /// <param name="plan">What, and how.</param>
    /// <param name="architectures">Their indices; one that comes twice is measured once.</param>
    /// <param name="journal">A file that keeps what is measured, so that it can go on another time; null for none.</param>
    /// <param name="progress">Told how many of them are there, at first those that the file had.</param>
    /// <param name="cancellation">Stops it between architectures.</param>
    /// <returns>The architectures in the order in which they were asked for.</returns>
    /// <exception cref="NatsBenchException">The provider, a network, or the file is refused.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; the file keeps what was measured.</exception>
    public static LatencyTable Run(
        LatencyPlan plan, IReadOnlyList<int> architectures, string? journal = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(architectures);
        SpaceArchitectures space = new(plan.Space);
        int[] wanted = [.. architectures.Distinct()];
        ImageStatistics images = ImageStatistics.Of(plan.Dataset);

        // The first network tells who computes, before a file is begun.
        LatencyConditions conditions;
        using (INetworkRunner first = Runner(wanted is [var one, ..] ? one : 0))
            conditions = new LatencyConditions(
                plan.Space, plan.Dataset, first.Device, first.Used, plan.Options.Threads, first.Batch, NetworkRunner.RuntimeVersion);
        using LatencyJournal? file = journal is null ? null : LatencyJournal.Open(journal, conditions);
        Dictionary<int, LatencyMeasurement> measured = [];
        foreach (LatencyMeasurement known in file?.Measurements ?? [])
            measured[known.Index] = known;

        int done = wanted.Count(measured.ContainsKey);
        progress?.Report(done);
        foreach (int index in wanted)
        {
            if (measured.ContainsKey(index))
                continue;
            cancellation.ThrowIfCancellationRequested();
            using INetworkRunner runner = Runner(index);
            (double seconds, double low, double high) = LatencyMeter.Measure(runner, plan.WarmUp, plan.Runs);
            LatencyMeasurement measurement = new(index, space[index], seconds, low, high, plan.Runs);
            file?.Add(measurement);
            measured[index] = measurement;
            progress?.Report(++done);
        }
        return new LatencyTable(conditions, [.. wanted.Select(index => measured[index])]);

        INetworkRunner Runner(int index) => space.LoadFresh(index, images, WeightSeed, new OnnxOptions(), plan.Options);
    }
}
