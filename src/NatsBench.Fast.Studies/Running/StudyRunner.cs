using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using NatsBench.Fast.Studies.Definition;

namespace NatsBench.Fast.Studies.Running;

/// <summary>Runs parts of a study on many threads. What a part comes to depends on its number alone.</summary>
public static class StudyRunner
{
    /// <summary>Runs parts.</summary>
    /// <param name="study">The study.</param>
    /// <param name="parts">The numbers of the parts to run, each once.</param>
    /// <param name="keeping">Which log points are kept.</param>
    /// <param name="take">Takes what each part came to, from many threads, in any order.</param>
    /// <param name="threads">How many threads; null for one a processor.</param>
    /// <param name="progress">Told how many trials are done, from many threads.</param>
    /// <param name="times">Told how long each experiment took.</param>
    /// <param name="cancellation">Stops between evaluations; what was taken by then is complete.</param>
    /// <exception cref="NatsBenchException">
    /// What <paramref name="take"/> refuses; or an algorithm failed: the message names it, its experiment and the trial, and the inner exception
    /// is what it threw.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Run(
        BoundStudy study, IReadOnlyList<int> parts, TraceKeeping keeping, Action<PartResult> take, int? threads = null,
        IProgress<long>? progress = null, StudyTimes? times = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(take);
        RunParts(study, parts, keeping, take, () => new PartRunner(study, reusesRoom: false, all: null), threads, progress, times, cancellation);
    }

    /// <summary>
    /// Runs parts by as many runners as threads, which may keep their room from part to part, as making it takes as long as the trials:
    /// <see cref="Parallel"/> begins anew ten times a second.
    /// </summary>
    internal static void RunParts(
        BoundStudy study, IReadOnlyList<int> parts, TraceKeeping keeping, Action<PartResult> take, Func<PartRunner> begin, int? threads,
        IProgress<long>? progress, StudyTimes? times, CancellationToken cancellation)
    {
        long finished = 0;
        ConcurrentBag<PartRunner> idle = [];
        try
        {
            Parallel.ForEach(
                // One after the other, so that a thread seldom changes its experiment.
                Partitioner.Create(parts, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount, CancellationToken = cancellation },
                () => idle.TryTake(out PartRunner? runner) ? runner : begin(),
                (number, _, runner) =>
                {
                    StudyPart part = study.Part(number);
                    long began = Stopwatch.GetTimestamp();
                    take(runner.Run(part, keeping, Finished, cancellation));
                    times?.Took(part.Experiment, began, Stopwatch.GetTimestamp());
                    return runner;
                },
                idle.Add);
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<NatsBenchException>().FirstOrDefault() is { } first)
        {
            // Several threads meet the same full disk; one line says it.
            ExceptionDispatchInfo.Throw(first);
        }

        void Finished(int trials)
        {
            long now = Interlocked.Add(ref finished, trials);
            progress?.Report(now);
        }
    }

    /// <summary>Runs a whole study and keeps the outcomes of every experiment in memory, 40 bytes a trial and 24 for each dataset reported, 48 where the study has objectives.</summary>
    /// <param name="study">The study.</param>
    /// <param name="threads">How many threads; null for one a processor.</param>
    /// <param name="progress">Told how many trials are done, from many threads.</param>
    /// <param name="times">Told how long each experiment took.</param>
    /// <param name="cancellation">Stops between evaluations.</param>
    /// <returns>The outcomes, experiment by experiment.</returns>
    /// <exception cref="NatsBenchException">An algorithm failed, as in <see cref="Run"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<OutcomeColumns> RunInMemory(
        BoundStudy study, int? threads = null, IProgress<long>? progress = null, StudyTimes? times = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        OutcomeColumns[] outcomes = [.. study.Experiments.Select(experiment => new OutcomeColumns(study.Study.Trials, experiment.Reports.Count, experiment.Fronts.Count > 0))];
        RunParts(
            study, [.. Enumerable.Range(0, study.PartCount)], TraceKeeping.None, static _ => { },
            () => new PartRunner(study, reusesRoom: true, outcomes), threads, progress, times, cancellation);
        return outcomes;
    }
}
