using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Paper.Reported;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Statistics.Samples;
using NatsBench.Fast.Studies.Definition;

namespace NatsBench.Fast.Reports.Paper.Sections;

/// <summary>The multi-trial table, beside the reported one.</summary>
internal static class TableSection
{
    private const string ByValidation = "best by validation", ByTest = "best by test";

    public static PaperSection Of(PaperTable table, Func<IReadOnlyList<PaperSearch>> searches)
    {
        SectionBuilder section = new(
            table, "table", "The multi-trial table",
            "Validation and test accuracy on each dataset, of the full training, mean over seeds. Algorithms: 500 trials, what is found at the budget, on the straight line through the two log points nearest to it (which may lie on one side of it), mean ± standard deviation (population), in brackets the Monte Carlo standard error. Below: single architectures, and the exhaustive best of each dataset by validation and by test.");
        Dictionary<(string Row, string Column), Comparison.Own> ours = [];
        List<IReadOnlyList<ResultCell>> rows = [];
        section.Try("the algorithms", () => AddSearches(searches(), ours, rows));
        section.Try("single architectures", () => AddArchitectures(table, ours, rows));
        section.AddTable(
            "", "Accuracies in percent; algorithms: mean ± standard deviation (Monte Carlo standard error) over 500 trials at the budget.",
            [Columns.Header("row", "what"), .. ReportedTables.Columns.Select(name => Columns.Percent(Key(name), name))], rows);
        section.AddTable(
            "reported", "Reported figures beside ours. [C] confirmed in the source named, [X] sources disagree, [U] no source confirms it. None was read from the paper itself.",
            Comparison.Columns,
            Compared(table, ReportedTables.All.Where(figure => figure.Space == table.Space), ours));
        return section.Build();
    }

    /// <summary>The table of NAS-Bench-201's protocol, in which one search is reported on all datasets.</summary>
    public static PaperSection OfOlderProtocol(PaperTable table, int threads, CancellationToken cancellation)
    {
        SectionBuilder section = new(
            table, "table-201", "The table by NAS-Bench-201's protocol",
            "The same algorithms searched on cifar10 alone for 12,000 s, 500 trials each, and what they found reported on all three datasets; otherwise as the multi-trial table. The reported figures are about NAS-Bench-201 and stand here for orientation.");
        Dictionary<(string Row, string Column), Comparison.Own> ours = [];
        List<IReadOnlyList<ResultCell>> rows = [];
        section.Try("the algorithms", () => AddSearches(
            PaperSearch.Run(StudyPresets.Get(StudyPresets.Names[1]), table.Bench, SearchSection.Ticks, threads, cancellation), ours, rows));
        section.AddTable(
            "", "Accuracies in percent at the budget: mean ± standard deviation (Monte Carlo standard error) over 500 trials.",
            [Columns.Header("row", "what"), .. ReportedTables.Columns.Select(name => Columns.Percent(Key(name), name))], rows);
        section.AddTable("reported", "Reported figures beside ours. [C] confirmed in the source named.", Comparison.Columns, Compared(table, ReportedTables.OlderProtocol, ours));
        return section.Build();
    }

    private static IEnumerable<IReadOnlyList<ResultCell>> Compared(
        PaperTable table, IEnumerable<ReportedFigure> figures, Dictionary<(string, string), Comparison.Own> ours) =>
        figures.Select(figure => Comparison.Row(
            table, figure, ours.GetValueOrDefault((figure.Row, figure.Column), new Comparison.Own(null, Lack: "not computed from this table"))));

    private static void AddSearches(
        IReadOnlyList<PaperSearch> searches, Dictionary<(string, string), Comparison.Own> ours, List<IReadOnlyList<ResultCell>> rows)
    {
        foreach (IGrouping<string, PaperSearch> algorithm in searches.GroupBy(search => search.Algorithm))
        {
            List<ResultCell> cells = [ResultCell.Of(algorithm.Key)];
            foreach (PaperSearch search in algorithm)
                foreach ((string set, Summary summary) in new[] { ("valid", search.ValidAtBudget), ("test", search.TestAtBudget) })
                {
                    cells.Add(SearchSection.Cell(summary));
                    ours[(algorithm.Key, $"{search.Dataset} {set}")] = new(summary.Mean, summary.Deviation, summary.StandardError);
                }
            rows.Add(cells);
        }
    }

    private static void AddArchitectures(PaperTable table, Dictionary<(string, string), Comparison.Own> ours, List<IReadOnlyList<ResultCell>> rows)
    {
        (double[] Valid, double[] Test)[] columns = [.. PaperTable.Datasets.Select(dataset => (table.Valid(dataset), table.Test(dataset)))];
        foreach ((string name, string text) in CostSection.Marked(table.Space).Where(one => one.Name is "ResNet" or "largest"))
            Add(name, [.. columns.Select(_ => table.Find(text))]);
        Add(ByValidation, [.. columns.Select(column => Ranking.Best(column.Valid))]);
        Add(ByTest, [.. columns.Select(column => Ranking.Best(column.Test))]);

        void Add(string name, int?[] indices)
        {
            List<ResultCell> cells = [ResultCell.Of(name)];
            foreach ((int? index, (Dataset dataset, (double[] Valid, double[] Test) column)) in indices.Zip(PaperTable.Datasets.Zip(columns)))
                foreach ((string set, double[] values) in new[] { ("valid", column.Valid), ("test", column.Test) })
                {
                    double value = index is { } i ? values[i] : double.NaN;
                    cells.Add(ResultCell.Of(value, "no record here"));
                    ours[(name, $"{dataset} {set}")] = double.IsNaN(value) ? new(null, Lack: "no record here") : new(value);
                }
            rows.Add(cells);
        }
    }

    private static string Key(string name) => name.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
}
