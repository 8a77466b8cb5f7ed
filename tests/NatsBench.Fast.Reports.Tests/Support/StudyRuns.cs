using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Reports.Tests.Support;

/// <summary>Studies of a few trials over the whole table, run into folders.</summary>
internal static class StudyRuns
{
    /// <summary>Random search and REA on two datasets, reported on both.</summary>
    public static Study Small { get; } = new()
    {
        Algorithms = [new AlgorithmGrid(AlgorithmCatalog.Get("random")), new AlgorithmGrid(AlgorithmCatalog.Get("rea"))],
        Datasets = [Dataset.Cifar10, Dataset.Cifar100],
        Report = [Dataset.Cifar10, Dataset.Cifar100],
        Budget = StudyBudget.Of(Budget.OfSeconds(400)),
        Trials = 8,
        Traces = TraceKeeping.All,
    };

    public static StudyFolderResult Into(string folder, Study study, SearchSpace space = SearchSpace.Topology)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(space));
        return StudyFolder.Run(BoundStudy.Bind(study, bench), folder, cancellation: TestContext.Current.CancellationToken);
    }
}
