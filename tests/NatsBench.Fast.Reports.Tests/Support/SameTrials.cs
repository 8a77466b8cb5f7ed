using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Reports.Tests.Support;

/// <summary>
/// Four trials of random search on cifar10, which <c>golden</c> holds in all formats: <c>trials.json</c> tells what was trained when, and
/// <c>tools/oracle/runs</c> makes the others of it.
/// </summary>
internal static class SameTrials
{
    public static Study Study { get; } = new()
    {
        Algorithms = [new AlgorithmGrid(AlgorithmCatalog.Get("random"))],
        Datasets = [Dataset.Cifar10],
        Budget = StudyBudget.Of(Budget.OfSeconds(300)),
        Trials = 4,
        RootSeed = 20,
        Traces = TraceKeeping.All,
    };

    public static string Golden(string name) => Path.Combine(SharedData.RepositoryRoot, "tests", "NatsBench.Fast.Reports.Tests", "golden", name);

    /// <summary>The trials as <c>trials.json</c> has them.</summary>
    public static string Json(RunEntry entry, NatsBenchmark bench) => JsonSerializer.Serialize(entry.Trials.ToDictionary(
        trial => trial.Number.ToString(CultureInfo.InvariantCulture),
        trial => new
        {
            clock = trial.Trace!.Clock,
            architecture = trial.Trace.Architecture,
            text = trial.Trace.Architecture.Select(bench.Architecture),
            reward = trial.Trace.Reward,
            incumbent = trial.Trace.Incumbent,
            final = trial.Architecture,
        }));
}
