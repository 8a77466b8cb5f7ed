using NatsBench.Fast.Reports.Pictures.Kinds;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Scans;

namespace NatsBench.Fast.Reports.Paper.Sections;

/// <summary>Figure 5: Kendall's rank correlation between datasets and sets.</summary>
internal static class CorrelationSection
{
    // The architectures of the second matrix.
    private const double Good = 92;

    private static readonly string[] Names = ["C10-V", "C10-T", "C100-V", "C100-T", "IN16-V", "IN16-T"];

    public static PaperSection Of(PaperTable table)
    {
        SectionBuilder section = new(
            table, "fig5", "Figure 5: correlation between datasets",
            "Kendall τ-b between validation (V) and test (T) accuracies on cifar10 (C10), cifar100 (C100) and ImageNet16-120 (IN16): over all architectures, and over those with a test accuracy above 92 % on cifar10. Full training, mean over seeds.");
        section.Try("the matrices", () =>
        {
            double[][] columns = [.. PaperTable.Datasets.SelectMany(dataset => new[] { table.Valid(dataset), table.Test(dataset) })];
            int[] all = Ranking.Common(columns);
            Add(section, "all", "all architectures", columns, all);
            Add(section, "good", "architectures above 92 % on cifar10", columns, [.. all.Where(i => columns[1][i] > Good)]);
        });
        return section.Build();
    }

    private static void Add(SectionBuilder section, string part, string words, double[][] columns, int[] among)
    {
        double[][] own = [.. columns.Select(column => Ranking.Of(column, among))];
        double[][] matrix = [.. own.Select(_ => new double[own.Length])];
        for (int i = 0; i < own.Length; i++)
            for (int j = 0; j <= i; j++)
                matrix[i][j] = matrix[j][i] = Scan.KendallCorrelation(own[i], own[j]);
        section.AddTable(
            part, $"Kendall τ-b over {words} ({among.Length}).",
            [Columns.Header("set", "set"), .. Names.Select(name => Columns.Correlation(name.ToLowerInvariant().Replace('-', '_'), name))],
            Names.Select((name, i) => (IReadOnlyList<ResultCell>)[ResultCell.Of(name), .. matrix[i].Select(value => ResultCell.Of(value, "no order among them"))]));
        section.AddPicture(NumberGrid.Of(section.Name(part), $"Kendall τ-b over {words} ({among.Length})", Names, Names, matrix));
    }
}
