using NatsBench.Fast.OneShot.Randomness;
using NatsBench.Fast.OneShot.Training;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Cli.Bench;

/// <summary>Resident memory after some steps and after many more.</summary>
/// <param name="Early">Bytes after a tenth of the steps.</param>
/// <param name="Late">Bytes after all.</param>
internal readonly record struct MemoryWatch(long Early, long Late)
{
    /// <summary>Runs the steps on a small network.</summary>
    public static MemoryWatch Of(SearchSettings settings, torch.Device device, int steps, CancellationToken cancellation)
    {
        using NoiseBatches batches = new(settings, device);
        using SupernetSearch search = new(settings, batches, new SeededDraws(1), device);
        long early = 0;
        for (int step = 0; step < steps; step++)
        {
            if (step == steps / 10)
                early = Resident();
            cancellation.ThrowIfCancellationRequested();
            search.RunStep();
        }
        return new MemoryWatch(early, Resident());
    }

    private static long Resident()
    {
        GC.Collect();
        return Environment.WorkingSet;
    }
}
