using System.Globalization;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Reports.Pages;

namespace NatsBench.Fast.Reports.Paper;

/// <summary>The analyses of the paper as a page, over one table or one of each space.</summary>
public static class PaperReport
{
    /// <summary>Analyses tables and writes a folder: <c>report.html</c>, <c>report.md</c>, <c>report.json</c>, every table and every picture.</summary>
    /// <param name="benches">One table, or one of each space.</param>
    /// <param name="folder">The folder: a new one, an empty one, or one with an older report, which is replaced.</param>
    /// <param name="threads">How many threads; null for one a processor. The bytes are the same for any.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends the work early and leaves nothing behind.</param>
    /// <returns>The page, and the files relative to the folder.</returns>
    /// <exception cref="NatsBenchException">Two tables of one space, or the folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static (Page Page, IReadOnlyList<string> Files) Write(
        IReadOnlyList<NatsBenchmark> benches, string folder, int? threads = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        Page page = PageOf(benches, threads, new Share(progress, 0, 0.5), cancellation);
        return (page, ReportFolder.Write(folder, page, threads, new Share(progress, 0.5, 1), cancellation));
    }

    /// <summary>Analyses tables.</summary>
    /// <param name="benches">One table, or one of each space.</param>
    /// <param name="threads">How many threads; null for one a processor. The page is the same for any.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="NatsBenchException">Two tables of one space.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Page PageOf(
        IReadOnlyList<NatsBenchmark> benches, int? threads = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(benches);
        if (benches.GroupBy(bench => bench.Space).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new NatsBenchException($"{string.Join(" and ", twice.Select(bench => bench.Path))}: both are of the {twice.Key.OfficialName()} space; give one of each");
        List<PageSection> sections = [new("tables", "The tables", [.. benches.Select(bench => new TextBlock(Describe(bench)))])];
        foreach ((int number, NatsBenchmark bench) in benches.Index())
            sections.AddRange(PaperAnalyses.Of(bench, threads, new Share(progress, (double)number / benches.Count, (number + 1.0) / benches.Count), cancellation).Select(SectionOf));
        return new Page(
            "What the tables of NATS-Bench alone give",
            "The analyses of the NATS-Bench paper and of its scripts that need nothing but a table, computed from these, beside figures that were reported. [C] marks a reported figure that a named source confirms, [X] one about which sources disagree, [U] one that no source confirms, which is no reference. None was read from the paper itself; docs/paper.md says what each analysis is.",
            sections)
        {
            Synthetic = string.Join(", ", benches.Select(bench => bench.Provenance.Synthetic).Where(model => model.Length > 0)),
            Footer = $"Made by natsbench paper, NatsBench.Fast {typeof(PaperReport).Assembly.GetName().Version!.ToString(3)}. Searches: 500 trials, root seed 0.",
        };
    }

    private static string Describe(NatsBenchmark bench)
    {
        Provenance provenance = bench.Provenance;
        string contents = bench.Contents == TableContents.SearchOnly ? "; search-only: what a search reads, and no other curve" : "";
        string made = provenance.Synthetic.Length > 0 ? $"; numbers made by a model ({provenance.Synthetic})" : "";
        string hash = provenance.SourceSha256.Length > 0 ? $" (SHA-256 {Printable.Of(provenance.SourceSha256)})" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{bench.Space.OfficialName()} space: {Printable.Of(Path.GetFileName(bench.Path))}, {bench.RecordCount:N0} of {bench.Count:N0} architectures, from {Printable.Of(provenance.SourceName)}{hash}{contents}{made}.");
    }

    private static PageSection SectionOf(PaperSection section)
    {
        List<PageBlock> blocks = [new TextBlock(section.Meaning)];
        if (section.Notes.Count > 0)
            blocks.Add(new ListBlock(section.Notes));
        blocks.AddRange(section.Tables.Where(table => table.Rows.Count > 0).Select(table => new TableBlock(table)));
        blocks.AddRange(section.Pictures.Select(picture => new PictureBlock(picture)));
        blocks.AddRange(section.Data.Select(table => new DataBlock(table)));
        return new PageSection(section.Name, section.Title, blocks);
    }

    // A part of the whole.
    private sealed class Share(IProgress<double>? progress, double from, double to) : IProgress<double>
    {
        public void Report(double value) => progress?.Report(from + (to - from) * value);
    }
}
