using NatsBench.Fast.Reports.Paper.Sections;

namespace NatsBench.Fast.Reports.Paper;

/// <summary>Every analysis of the paper that a table alone can give.</summary>
public static class PaperAnalyses
{
    /// <summary>Analyses a table.</summary>
    /// <param name="bench">A table of either space; what it lacks is said in the notes of a section.</param>
    /// <param name="threads">How many threads; null for one a processor. The numbers are the same for any.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The sections, in their order.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<PaperSection> Of(
        NatsBenchmark bench, int? threads = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(bench);
        PaperTable table = new(bench);
        int most = threads ?? Environment.ProcessorCount;
        Lazy<IReadOnlyList<PaperSearch>> searches = new(() => SearchSection.Run(table, most, cancellation));
        List<Func<PaperSection>> parts =
        [
            () => TableSection.Of(table, () => searches.Value),
            () => RankSection.Of(table),
            () => CostSection.Of(table),
            () => OrderSection.Of(table),
            () => CorrelationSection.Of(table),
            () => SearchSection.Of(table, () => searches.Value),
            () => RewardSection.Of(table, most, cancellation),
            () => StabilitySection.Of(table),
            () => BestSection.Of(table),
            () => TimeSection.Of(table),
            () => LandmarkSection.Of(table),
        ];
        if (table.IsTopology)
            parts.AddRange([() => TableSection.OfOlderProtocol(table, most, cancellation), () => CellSection.Of(table), () => EarlySection.Of(table, most), () => DatasetSection.Of(table), () => WeightSharingSection.Of(table)]);
        List<PaperSection> sections = [];
        foreach (Func<PaperSection> part in parts)
        {
            cancellation.ThrowIfCancellationRequested();
            sections.Add(part());
            progress?.Report((double)sections.Count / parts.Count);
        }
        return sections;
    }
}
