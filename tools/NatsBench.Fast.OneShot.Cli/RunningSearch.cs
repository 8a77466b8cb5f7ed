using NatsBench.Fast.Cli;
using NatsBench.Fast.OneShot.Cli.Output;
using NatsBench.Fast.OneShot.Data;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Scoring;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Cli;

/// <summary>A search that runs while its progress is shown.</summary>
internal static class RunningSearch
{
    /// <summary>The time between two checkpoints within an epoch, unless it is said.</summary>
    public const double MinutesBetween = 10;

    /// <summary>Begins a run or goes on with it, to its end.</summary>
    public static int Run(string folder, RunPlan plan, RunOrigin origin, SearchImages images, torch.Device device, string? file, double? minutes, bool asJson)
    {
        using NatsBenchmark? bench = file is null ? null : NatsBenchmark.Open(file);
        TableColumns? table = bench is null ? null : new TableColumns(bench, plan.Settings.Space);
        // Before the engine has begun its work, which takes hours.
        using Interruption interruption = new();
        using SearchRun run = SearchRun.Open(folder, plan, origin, images, device);
        if (run.Epoch == plan.Settings.Epochs)
            Failure.Say($"{folder}: is finished already");
        else if (run.Epoch + run.Step > 0)
            Failure.Say($"{folder}: goes on at epoch {run.Epoch + 1} of {plan.Settings.Epochs}, step {run.Step} of {run.Steps}");
        try
        {
            _ = RunDisplay.Run(progress => run.Run(table, TimeSpan.FromMinutes(minutes ?? MinutesBetween), progress, interruption.Token));
        }
        catch (OperationCanceledException)
        {
            Failure.Say($"{folder}: keeps its last checkpoint; 'natsbench-oneshot resume {folder}' goes on");
            throw;
        }
        IReadOnlyDictionary<int, double> times = RunFolder.Times(folder);
        return RunAnswer.Of(folder, plan, run.Records, times.TryGetValue(plan.Settings.Epochs - 1, out double seconds) ? seconds : null)
            .Write(asJson, bench?.Provenance.Synthetic is { Length: > 0 } synthetic ? synthetic : RunAnswer.Synthetic(run.Records));
    }
}
