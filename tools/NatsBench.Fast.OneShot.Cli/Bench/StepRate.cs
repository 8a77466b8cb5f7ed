using System.Diagnostics;
using NatsBench.Fast.OneShot.Randomness;
using NatsBench.Fast.OneShot.Training;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Cli.Bench;

/// <summary>What steps of a search took.</summary>
/// <param name="Steps">How many.</param>
/// <param name="Seconds">Seconds by the clock.</param>
/// <param name="ProcessorSeconds">Seconds of all processors: what counts on a machine that others use.</param>
internal readonly record struct StepRate(int Steps, double Seconds, double ProcessorSeconds)
{
    /// <summary>Steps a second by the clock.</summary>
    public double PerSecond => Steps / Seconds;

    /// <summary>Seconds of all processors a step.</summary>
    public double ProcessorSecondsPerStep => ProcessorSeconds / Steps;

    /// <summary>Runs some steps to warm up, then those that count.</summary>
    public static StepRate Of(SearchSettings settings, torch.Device device, int warm, int steps, CancellationToken cancellation)
    {
        using NoiseBatches batches = new(settings, device);
        using SupernetSearch search = new(settings, batches, new SeededDraws(1), device);
        Run(search, warm, cancellation);
        using Process self = Process.GetCurrentProcess();
        self.Refresh();
        TimeSpan used = self.TotalProcessorTime;
        Stopwatch clock = Stopwatch.StartNew();
        Run(search, steps, cancellation);
        self.Refresh();
        return new StepRate(steps, clock.Elapsed.TotalSeconds, (self.TotalProcessorTime - used).TotalSeconds);
    }

    private static void Run(SupernetSearch search, int steps, CancellationToken cancellation)
    {
        for (int step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            search.RunStep();
        }
        if (steps > 0)
            _ = search.LastStep();
    }
}
