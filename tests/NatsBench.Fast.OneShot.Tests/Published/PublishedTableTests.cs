using NatsBench.Fast.OneShot.Published;
using NatsBench.Fast.OneShot.Training;

namespace NatsBench.Fast.OneShot.Tests.Published;

public sealed class PublishedTableTests
{
    [Fact]
    public void There_are_nine_rows_and_each_figure_says_how_far_it_is_known()
    {
        Assert.Equal(OneShotAlgorithms.All, PublishedTable.Rows.Select(row => row.Algorithm));
        foreach (PublishedRow row in PublishedTable.Rows)
            foreach (PublishedFigure figure in PublishedTable.Datasets.SelectMany(dataset => new[] { row.Datasets[dataset].Valid, row.Datasets[dataset].Test }))
                Assert.Equal(figure.Status == FigureStatus.Absent, double.IsNaN(figure.Mean));
        Assert.Equal(
            "unconfirmed absent absent unconfirmed unconfirmed corroborated confirmed confirmed confirmed",
            string.Join(' ', PublishedTable.Rows.Select(row => Assert.Single(row.Datasets.Values.Select(pair => pair.Test.Status).Distinct()).ToString().ToLowerInvariant())));
    }

    // Three equal architectures have no deviation, and the deviation of the quoted figures says nothing else.
    [Fact]
    public void Listed_finals_agree_with_the_deviations_beside_them()
    {
        foreach (PublishedPair pair in PublishedTable.Rows.SelectMany(row => row.Datasets.Values).Where(pair => pair.Finals.Count == 3 && pair.Test.Status != FigureStatus.Absent))
            Assert.Equal(pair.Finals.Distinct().Count() == 1, pair.Test.Deviation == 0);
    }
}
