using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>
/// The paper's algorithms at the paper's budgets on a table, 500 trials each: run once, and kept in a folder whose name tells the table's hash and the
/// version, so that neither another table nor another version is ever taken for them.
/// </summary>
public static class Baselines
{
    /// <summary>The study that they are.</summary>
    public static Study Study { get; } = StudyPresets.Get(StudyPresets.Names[0]);

    /// <summary>The folder of a table's baselines.</summary>
    /// <param name="table">The table.</param>
    /// <param name="cache">The folder that holds those of all tables.</param>
    public static string FolderOf(BenchmarkTable table, string cache)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentException.ThrowIfNullOrEmpty(cache);
        return Path.Combine(cache, $"{table.Sha256}-{FileIdentity.CurrentToolVersion.Replace(' ', '-')}-{Study.Hash()[..12]}");
    }

    /// <summary>Runs what is missing of them, and reads them.</summary>
    /// <param name="table">The table.</param>
    /// <param name="folder">Where they are kept; a run that was stopped goes on there.</param>
    /// <param name="withTraces">Whether log points are read.</param>
    /// <param name="threads">How many threads; null for one a processor.</param>
    /// <param name="progress">Told how many trials are done.</param>
    /// <param name="finishing">Told the share that is done of putting the parts together.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="NatsBenchException">The table is not a whole space with all three datasets, or the folder cannot be written or is another's.</exception>
    public static RunSet Of(
        BenchmarkTable table, string folder, bool withTraces = true, int? threads = null, IProgress<long>? progress = null, IProgress<double>? finishing = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        // A finished folder is only read: many may at once.
        if (!StudyFolderRuns.IsAt(folder))
            StudyFolder.Run(BoundStudy.Bind(Study, table.Benchmark), folder, shard: null, threads, progress, finishing, cancellation: cancellation);
        RunSet runs = StudyFolderRuns.Read(folder, withTraces);
        if (runs.Entries.FirstOrDefault(entry => entry.Provenance.Benchmark != table.Sha256 || entry.Provenance.Study != Study.ToJson()) is not null)
            throw new NatsBenchException($"{folder}: is no folder of this table's baselines; name another, or remove it");
        return runs;
    }
}
