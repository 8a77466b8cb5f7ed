using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Cli;

/// <summary>A study that is run while its progress is shown: in memory, in a folder, or for a file of traces.</summary>
internal sealed class SearchRun(BoundStudy study, int? threads, CancellationToken cancellation)
{
    public BoundStudy Study => study;

    public StudyTimes Times { get; } = new(study.Experiments.Count);

    private long Trials => (long)study.Study.Trials * study.Experiments.Count;

    public IReadOnlyList<ExperimentOutcomes> InMemory() => ExperimentOutcomes.Of(study, ProgressDisplay.Run(
        "searching", "trials", Trials, (progress, _) => StudyRunner.RunInMemory(study, threads, progress, Times, cancellation)));

    /// <summary>Runs what is missing in a folder; null for a shard's.</summary>
    public IReadOnlyList<ExperimentOutcomes>? InFolder(string folder, Shard? shard)
    {
        StudyFolderResult result = ProgressDisplay.Run(
            shard is null ? "searching" : $"searching, shard {shard}", "trials", Trials,
            (progress, assembly) => StudyFolder.Run(study, folder, shard, threads, progress, assembly, Times, cancellation));
        string what = shard is null ? folder : $"{folder}, shard {shard}";
        if (result.Kept > 0)
            Failure.Say($"{what}: {result.Kept} parts were there, {result.Run} were run");
        if (!result.IsFinished && result.Kept + result.Run == 0)
            Failure.Say($"{what}: nothing to do, for the study has {result.PartCount} parts; 'natsbench merge' takes the folder as it is");
        else if (!result.IsFinished)
            Failure.Say($"{what}: {result.Kept + result.Run} parts of {result.PartCount} are complete; 'natsbench merge' puts the shards together");
        return result.Outcomes;
    }

    /// <summary>Runs into a folder beside the file, which is there as long as the run is not complete; a rerun goes on.</summary>
    public IReadOnlyList<ExperimentOutcomes> WithTraceFile(string file)
    {
        if (Directory.Exists(file) || Path.EndsInDirectorySeparator(file))
            throw new NatsBenchException($"{file}: is a folder; name a file");
        string folder = $"{file}.running";
        IReadOnlyList<ExperimentOutcomes> outcomes = InFolder(folder, shard: null)!;
        StudyFolder.TakeTraces(folder, file);
        return outcomes;
    }
}
