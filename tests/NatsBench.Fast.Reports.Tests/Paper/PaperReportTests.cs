using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Pages;
using NatsBench.Fast.Reports.Paper;

namespace NatsBench.Fast.Reports.Tests.Paper;

/// <summary>The analyses as a page.</summary>
public sealed class PaperReportTests(PartialTable partial)
{
    [Fact]
    public void Both_spaces_make_one_page_that_is_stamped_and_the_same_for_any_number_of_threads()
    {
        NatsBenchmark[] benches = [partial.Bench(SearchSpace.Topology), partial.Bench(SearchSpace.Size)];
        Page page = PaperReport.PageOf(benches, threads: 1, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(page.ToJson(), PaperReport.PageOf(benches, threads: 3, cancellation: TestContext.Current.CancellationToken).ToJson());
        Assert.Equal("tests, tests", page.Synthetic);
        Assert.All(page.Sections.SelectMany(section => section.Blocks).OfType<PictureBlock>(), block => Assert.Equal("tests", block.Picture.Synthetic));
        Assert.All(page.Sections.SelectMany(section => section.Blocks).OfType<TableBlock>(), block => Assert.Equal("tests", block.Table.Synthetic));
        string[] names = [.. page.Sections.Select(section => section.Name)];
        foreach (string item in new[] { "table", "fig2", "fig3", "fig4", "fig5", "fig6", "fig8", "ranks", "best", "time", "landmarks" })
            foreach (string space in new[] { "tss", "sss" })
                Assert.Contains($"{space}-{item}", names);
        foreach (string item in new[] { "table-201", "correlations", "early", "dataset", "weight-sharing" })
            Assert.Equal((true, false), (names.Contains($"tss-{item}"), names.Contains($"sss-{item}")));
        Assert.Contains("155 of 15,625 architectures", Assert.IsType<TextBlock>(page.Sections[0].Blocks[0]).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_tables_of_one_space_are_refused() => Assert.Contains(
        "both are of the size space; give one of each",
        Assert.Throws<NatsBenchException>(() => PaperReport.PageOf([partial.Bench(SearchSpace.Size), partial.Bench(SearchSpace.Size)], cancellation: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
}
