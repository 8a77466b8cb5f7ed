using System.Collections.Concurrent;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Internals;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>
/// A study run into a folder: <c>study.json</c>, <c>parts/</c> while it runs, <c>outcomes.parquet</c> and <c>traces.parquet</c> when it
/// is finished. What is complete is kept, whenever a run stops; a rerun does the rest. The bytes of the finished files depend on the
/// study, the benchmark's file and the version alone.
/// </summary>
public static class StudyFolder
{
    /// <summary>The file of outcomes in a finished folder.</summary>
    public const string OutcomesName = "outcomes.parquet";

    /// <summary>The file of log points in a finished folder, where some are kept.</summary>
    public const string TracesName = "traces.parquet";

    /// <summary>Runs what is missing of a study, and finishes the folder unless it is a shard's.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">The folder; made where there is none. Several shards may share one.</param>
    /// <param name="shard">
    /// Runs only this shard's parts and leaves them in <c>parts/</c>, to be merged (<see cref="StudyMerge"/>), or finished by a run
    /// without a shard; null for all.
    /// </param>
    /// <param name="threads">How many threads; null for one a processor.</param>
    /// <param name="progress">Told how many trials are done, those of kept parts included; from many threads.</param>
    /// <param name="finishing">Told the share that is done of putting the parts together.</param>
    /// <param name="times">Told how long the parts that are run took.</param>
    /// <param name="cancellation">Stops between evaluations, or between parts that are put together; complete parts remain.</param>
    /// <exception cref="NatsBenchException">
    /// The folder is in use, of another study, version or benchmark, holds other files, or cannot be written; the message says what to do.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static StudyFolderResult Run(
        BoundStudy study, string folder, Shard? shard = null, int? threads = null, IProgress<long>? progress = null,
        IProgress<double>? finishing = null, StudyTimes? times = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Devices.Refuse(folder);
        // The benchmark's file is hashed while the first trials are run.
        Task<FileIdentity> identity = Task.Run(() => FileIdentity.Of(study));
        string text = study.Study.ToJson();
        StudyLayout layout = study.Layout;
        Disk.Write(folder, () => Directory.CreateDirectory(folder));
        // What is there may be anybody's: no file is touched before all names are known, and again once nobody else writes any.
        OutputFolder.Check(folder, text);
        using FolderLock held = FolderLock.Take(folder, shard);
        OutputFolder.Check(folder, text);
        OutputFolder.Clean(folder, shard is null ? null : held.Owner);
        IReadOnlyList<ExperimentOutcomes>? finished = Finished(folder, identity, layout);
        OutputFolder.WriteStudy(folder, held.Owner, text);
        if (finished is not null)
        {
            if (shard is null)
                OutputFolder.RemoveParts(folder);
            return new StudyFolderResult(layout.PartCount, 0, layout.PartCount, finished);
        }

        string parts = Path.Combine(folder, OutputFolder.PartsName);
        Disk.Write(parts, () => Directory.CreateDirectory(parts));
        layout = PartCheck.LayoutOf(PartFiles.AllIn(parts), layout);
        int[] own = [.. Enumerable.Range(0, layout.PartCount).Where(part => shard?.Owns(part) ?? true)];
        int[] missing = [.. own.Where(part => !IsThere(part))];
        // A part of another shard tells before hours are spent whether both have the same benchmark.
        _ = Enumerable.Range(0, layout.PartCount).Except(own).FirstOrDefault(IsThere);
        long kept = own.Except(missing).Sum(part => (long)layout.Part(part).Count);
        progress?.Report(kept);
        // Put together while others are still run; a shard leaves that to whoever merges.
        using StudyAssembly? assembly = shard is null ? new StudyAssembly(folder, held.Owner, layout, identity) : null;
        AssemblyQueue? queue = assembly is null ? null : new AssemblyQueue(assembly, layout, [.. own.Select(part => PartFiles.In(parts, part))]);
        foreach (int part in own.Except(missing))
            queue?.Keep(part);
        ConcurrentBag<PartWriter> idle = [];
        BoundStudy cut = study.In(layout);
        StudyRunner.RunParts(
            cut, missing, study.Study.Traces, Write, () => new PartRunner(cut, reusesRoom: true, all: null), threads,
            progress is null ? null : new Shifted(progress, kept), times, cancellation);
        StudyFolderResult result = new(own.Length - missing.Length, missing.Length, layout.PartCount, queue?.Finish(finishing, cancellation));
        if (result.IsFinished)
            OutputFolder.RemoveParts(folder);
        return result;

        bool IsThere(int part) => PartFiles.In(parts, part) is var files && File.Exists(files.Outcomes)
            && PartCheck.IsComplete(files, part, identity.GetAwaiter().GetResult(), layout);

        void Write(PartResult part)
        {
            PartWriter writer = idle.TryTake(out PartWriter? free) ? free : new PartWriter(parts, held.Owner, layout, identity);
            MemoryStream? room = queue?.TakeRoom();
            bool isFilled = writer.Write(part, room);
            idle.Add(writer);
            queue?.Complete(part.Part.Number, part.Outcomes, room!, isFilled);
        }
    }

    /// <summary>Takes the traces out of a finished folder and removes the folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="file">Where the traces go; a file of that name is replaced.</param>
    /// <exception cref="NatsBenchException">The place cannot be written.</exception>
    public static void TakeTraces(string folder, string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(file);
        Devices.Refuse(file);
        Disk.Write(file, () =>
        {
            // First what says that the study is finished: whatever is there when a process is killed here, a rerun goes on.
            File.Delete(Path.Combine(folder, OutcomesName));
            File.Move(Path.Combine(folder, TracesName), file, overwrite: true);
            Directory.Delete(folder, recursive: true);
        });
    }

    private static IReadOnlyList<ExperimentOutcomes>? Finished(string folder, Task<FileIdentity> identity, StudyLayout layout)
    {
        string path = Path.Combine(folder, OutcomesName);
        if (!File.Exists(path))
            return null;
        OutcomeFile outcomes = OutcomeFile.Read(path, own =>
        {
            Require(path, own);
            return layout.Study;
        });
        if (layout.Study.Traces != TraceKeeping.None)
        {
            path = Path.Combine(folder, TracesName);
            using TableReader? traces = TableReader.TryOpen(path);
            if (traces is not null)
                Require(path, traces.Identity);
            if (traces is null || PartFiles.NumberOf(traces) is not null || !traces.Fits(new TraceTable(layout)))
                throw new NatsBenchException($"{path}: is missing, cut or changed; remove {OutcomesName} as well and run the study again");
        }
        return outcomes.Experiments;

        void Require(string file, FileIdentity own)
        {
            if (identity.GetAwaiter().GetResult().Difference(own) is { } difference)
                throw new NatsBenchException($"{file}: belongs to {difference}; choose another folder");
        }
    }

    private sealed class Shifted(IProgress<long> progress, long by) : IProgress<long>
    {
        public void Report(long value) => progress.Report(by + value);
    }
}
