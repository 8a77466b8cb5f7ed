using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Records;
using NatsBench.Fast.Synthesis;

namespace NatsBench.Fast.Cli.Demo;

/// <summary>The synthetic table of <c>natsbench demo</c>: the topology space, search-only, made once and kept in the user's cache folder.</summary>
internal static class DemoTable
{
    private static readonly SyntheticSpace Space = SyntheticSpace.Topology;

    /// <summary>Its place: another version of the tool or of the model has another one.</summary>
    public static string Path => CacheFolder.Place(
        $"demo-{typeof(DemoTable).Assembly.GetName().Version!.ToString(3)}-{FileName(Space.ModelId)}-search-only.natsb");

    /// <summary>Makes it if it is not there, or not what it was when it was made.</summary>
    /// <returns>True when it was made now.</returns>
    public static bool Ensure(CancellationToken cancellation)
    {
        if (IsSound(cancellation))
            return false;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        int count = Space.Architectures.Count;
        return ProgressDisplay.Run("making the synthetic table, this once", progress =>
        {
            SyntheticTable.Write(
                Space, Path, progress: new Relay<int>(made => progress.Report((double)made / count)), contents: TableContents.SearchOnly,
                cancellation: cancellation);
            return true;
        });
    }

    // Every block is looked at: a tenth of a second, and no figure comes from a file that was changed.
    private static bool IsSound(CancellationToken cancellation)
    {
        if (!File.Exists(Path))
            return false;
        try
        {
            using NatsBenchmark bench = NatsBenchmark.Open(Path);
            bench.Check(cancellation: cancellation);
            return bench.Contents == TableContents.SearchOnly && bench.RecordCount == Space.Architectures.Count
                && bench.Provenance.SourceName == Space.Name;
        }
        catch (NatsBenchException)
        {
            return false;
        }
    }

    private static string FileName(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-'));
}
