using System.Diagnostics;
using System.Runtime.InteropServices;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.OneShot.Data;
using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Randomness;
using NatsBench.Fast.OneShot.Scoring;
using NatsBench.Fast.OneShot.Training;
using NatsBench.Fast.Studies.Measured;
using NatsBench.Fast.Studies.Parts;
using TorchSharp;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Runs;

/// <summary>
/// A search with a folder: it keeps checkpoints and journals, goes on where it was stopped or killed, and ends with results that reports read. On the processor
/// a run that goes on gives the bytes of one that was never stopped, with the same number of threads. Used by one thread.
/// </summary>
public sealed class SearchRun : IDisposable
{
    // Streams of a run's seed; the first weights take the seed itself.
    private const ulong DrawStream = 1;
    private const ulong ImageStream = 2;

    // A GPU is asked for its losses once in so many steps; the processor has them anyway.
    private const int StepsBetweenLooks = 20;

    // Steps of so long are kept before an epoch's end begins.
    private static readonly TimeSpan LeastToKeep = TimeSpan.FromMinutes(1);

    private readonly string _folder;
    private readonly FolderLock _lock;
    private readonly SearchBatches _batches;
    private readonly SeededDraws _draws;
    private readonly SupernetSearch _search;
    private readonly RunLog _log;
    private readonly int _look;

    private SearchRun(string folder, FolderLock held, RunPlan plan, SearchImages images, Device device)
    {
        (_folder, _lock, Plan) = (folder, held, plan);
        _look = device.type == DeviceType.CPU ? 1 : StepsBetweenLooks;
        Checkpoint? checkpoint = File.Exists(RunFolder.CheckpointOf(folder)) ? Checkpoint.Read(folder, plan) : null;
        _log = RunLog.Open(folder, checkpoint?.Epoch ?? 0);
        try
        {
            RunFolder.Clean(folder);
            _draws = Draws(plan);
            _batches = Batches(plan, images, device);
            _search = new SupernetSearch(plan.Settings, _batches, _draws, device);
            if (checkpoint is not null)
                Restore(_search, _draws, checkpoint);
            SecondsBefore = _log.Seconds(folder, _search.Epoch, _search.Step);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What the run does.</summary>
    public RunPlan Plan { get; }

    /// <summary>The epoch at which it goes on.</summary>
    public int Epoch => _search.Epoch;

    /// <summary>The step of that epoch.</summary>
    public int Step => _search.Step;

    /// <summary>Steps of an epoch.</summary>
    public int Steps => _batches.Steps;

    /// <summary>Seconds that it has taken already.</summary>
    public double SecondsBefore { get; }

    /// <summary>The epochs that are done.</summary>
    public IReadOnlyList<EpochRecord> Records => _log.Records;

    /// <summary>Begins a run, or goes on with the one that a folder holds.</summary>
    /// <param name="folder">Its folder: a new one, an empty one, or that of the same run.</param>
    /// <param name="plan">What it does.</param>
    /// <param name="origin">Kept for whoever resumes a new run.</param>
    /// <param name="images">The images that the plan is of.</param>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="NatsBenchException">The folder holds another run or anything else, is in use, or cannot be written; or a checkpoint is damaged.</exception>
    public static SearchRun Open(string folder, RunPlan plan, RunOrigin origin, SearchImages images, Device device)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(device);
        plan.Validate();
        plan.RequireFit(images);
        FolderLock held = RunFolder.Take(folder);
        try
        {
            if (!RunFolder.IsAt(folder))
                RunFolder.Begin(folder, plan, origin);
            else if (RunPlan.Read(folder).Difference(plan) is { } difference)
                throw new NatsBenchException($"{folder}: holds another run, which differs from this one: {difference}; choose another folder");
            return new SearchRun(folder, held, plan, images, device);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Runs what is left, to the end.</summary>
    /// <param name="table">Told with each epoch: what a table says of the chosen architecture; null for none.</param>
    /// <param name="between">The least time between two checkpoints within an epoch; each epoch's end has one in any case.</param>
    /// <param name="progress">Told after each step, and with each epoch.</param>
    /// <param name="cancellation">Stops after a step, with a checkpoint; within the end of an epoch at once, with the checkpoint before it.</param>
    /// <returns>The run as reports have it.</returns>
    /// <exception cref="DivergedException">The loss or a weight is no number; the last checkpoint is of before.</exception>
    /// <exception cref="NatsBenchException">A file cannot be written, or the device has not enough memory; what is there is kept.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public MeasuredRun Run(TableColumns? table, TimeSpan between, Action<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        try
        {
            return Finish(table, between, progress, cancellation);
        }
        catch (ExternalException e) when (TorchEngine.IsShortOfMemory(e))
        {
            throw new NatsBenchException(
                $"{_folder}: the device has not enough memory for epoch {_search.Epoch}, step {_search.Step}; the checkpoint before is kept. Free some, or begin another run with a smaller batch (--set batch_size=32)", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _search?.Dispose();
        _batches?.Dispose();
        _log.Dispose();
        _lock.Dispose();
    }

    /// <summary>The generators of a run.</summary>
    internal static SeededDraws Draws(RunPlan plan) => new(SplitMix64.At(unchecked((ulong)plan.Settings.Seed), DrawStream));

    /// <summary>The data of a run.</summary>
    internal static SearchBatches Batches(RunPlan plan, SearchImages images, Device device)
    {
        if (images.Fingerprint() is var found && found != plan.ImagesSha256)
            throw new NatsBenchException($"these are other images than the run was begun with: their SHA-256 is {found[..12]}…, not {plan.ImagesSha256[..12]}…; give those (--data)");
        plan.RequireFit(images);
        return new SearchBatches(
            images, plan.Settings.BatchSize, SplitMix64.At(unchecked((ulong)plan.Settings.Seed), ImageStream), device, plan.Settings.Precision.Type(), plan.LimitBatches, plan.Settings.ValidBatchSize);
    }

    /// <summary>Brings a search to where a checkpoint stands.</summary>
    internal static void Restore(SupernetSearch search, SeededDraws draws, Checkpoint checkpoint)
    {
        Dictionary<string, torch.Tensor> state = checkpoint.ToTorch();
        try
        {
            draws.Restore(checkpoint.Draws);
            search.Restore(state, checkpoint.Epoch, checkpoint.Step);
        }
        finally
        {
            foreach (torch.Tensor tensor in state.Values)
                tensor.Dispose();
        }
    }

    private MeasuredRun Finish(TableColumns? table, TimeSpan between, Action<RunProgress>? progress, CancellationToken cancellation)
    {
        Stopwatch clock = Stopwatch.StartNew();
        TimeSpan last = TimeSpan.Zero;
        while (_search.Epoch < Plan.Settings.Epochs)
        {
            progress?.Invoke(new RunProgress(_search.Epoch, _search.Step, Steps, Plan.Settings.Epochs, null));
            while (_search.Step < Steps)
            {
                int epoch = _search.Epoch, step = _search.Step;
                _search.RunStep();
                if ((step + 1) % _look == 0 || step + 1 == Steps)
                    RequireNumbers(epoch, step);
                progress?.Invoke(new RunProgress(epoch, step + 1, Steps, Plan.Settings.Epochs, null));
                if (cancellation.IsCancellationRequested || clock.Elapsed - last >= between)
                {
                    Save(clock);
                    last = clock.Elapsed;
                    cancellation.ThrowIfCancellationRequested();
                }
            }
            // What follows may take minutes, and cannot be stopped without losing itself.
            if (clock.Elapsed - last >= LeastToKeep)
                Save(clock);
            EpochMeasures measures = _search.FinishEpoch(cancellation);
            EpochRecord record = new(measures, OfficialIndex.Of(measures.Selection.Architecture), table?.Of(measures.Selection.Architecture) ?? []);
            _log.Add(record);
            Save(clock);
            last = clock.Elapsed;
            progress?.Invoke(new RunProgress(_search.Epoch, 0, Steps, Plan.Settings.Epochs, record));
            cancellation.ThrowIfCancellationRequested();
        }
        MeasuredRun run = ToMeasured();
        MeasuredRunFile.Write(RunFolder.ResultsOf(_folder), [run]);
        return run;
    }

    private void RequireNumbers(int epoch, int step)
    {
        if ((_look == 1 ? _search.LastStep() : _search.Averages()) is { IsFinite: false } measures)
            throw new DivergedException(
                $"{_folder}: diverged in epoch {epoch}, step {step}{(_look == 1 ? "" : $" or up to {_look - 1} before")}: the loss is {(double.IsFinite(measures.BaseLoss) ? measures.ArchLoss : measures.BaseLoss)}; {Kept()}");
    }

    private string Kept() => File.Exists(RunFolder.CheckpointOf(_folder))
        ? $"the checkpoint before is kept ({RunFolder.CheckpointName}); a run with a lower learning rate may do (--set learning_rate=…)"
        : "there was no checkpoint before; a run with a lower learning rate may do (--set learning_rate=…)";

    // The journals first: a checkpoint never knows more than they do.
    private void Save(Stopwatch clock)
    {
        Checkpoint checkpoint = new(_search.Epoch, _search.Step, _draws.Save(), new TensorSet(_search.State().Select(pair => TensorFiles.Plain(pair.Name, pair.Value))));
        if (checkpoint.FirstNotFinite() is { } name)
            throw new DivergedException($"{_folder}: diverged before epoch {_search.Epoch}, step {_search.Step}: {name} holds what is no number; {Kept()}");
        _log.Mark(_search.Epoch, _search.Step, SecondsBefore + clock.Elapsed.TotalSeconds);
        checkpoint.Write(_folder, Plan);
    }

    private MeasuredRun ToMeasured() => new(
        Plan.Settings.Algorithm.OfficialName(), Plan.Parameters, Plan.Dataset.Name, checked((int)Plan.Settings.Seed),
        [
            .. _log.Records.Select(record => new MeasuredPoint(
                record.Measures.Epoch, record.Measures.Selection.Architecture, record.Index, _log.Seconds(_folder, record.Measures.Epoch + 1, 0), record.Score,
                Searched(record, one => one.Valid), Searched(record, one => one.Test))),
        ]);

    private double Searched(EpochRecord record, Func<TableAccuracy, double> value)
    {
        foreach (TableAccuracy accuracy in record.Table)
            if (accuracy.Dataset == Plan.Dataset)
                return value(accuracy);
        return double.NaN;
    }
}
