using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Studies.Tests.Support;

/// <summary>Runs that end with the test.</summary>
internal static class Runs
{
    public static StudyFolderResult Into(string folder, BoundStudy study, Shard? shard = null, int? threads = null) =>
        StudyFolder.Run(study, folder, shard, threads, cancellation: TestContext.Current.CancellationToken);

    public static IReadOnlyList<ExperimentOutcomes> Merge(string folder, params IReadOnlyList<string> sources) =>
        StudyMerge.Run(sources, folder, cancellation: TestContext.Current.CancellationToken).Experiments;

    public static IReadOnlyList<ExperimentOutcomes> InMemory(BoundStudy study) =>
        ExperimentOutcomes.Of(study, StudyRunner.RunInMemory(study, cancellation: TestContext.Current.CancellationToken));
}
