using NatsBench.Fast.Conversion;
using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Paper;
using NatsBench.Fast.Reports.Paper.Reported;
using NatsBench.Fast.Reports.Paper.Sections;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Reports.Tests.Paper;

/// <summary>Reported figures beside ours: the landmarks that real records hold, status marks, and what explains a difference.</summary>
public sealed class ReportedTests
{
    [Theory]
    [InlineData("NATS-tss-v1_0-3ffb9-simple", new[] { 11, 284 })]
    [InlineData("NATS-sss-v1_0-50262-simple", new[] { 0, 11 })]
    public void Real_records_hold_the_landmarks(string archive, int[] architectures)
    {
        using TemporaryFolder folder = new();
        ArchiveConverter.Convert(SharedData.Require("data", archive), folder["real.natsb"]);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["real.natsb"]);
        ResultTable landmarks = LandmarkSection.Of(new PaperTable(bench)).Tables[0];
        foreach (int architecture in architectures)
        {
            IReadOnlyList<ResultCell>[] rows = [.. landmarks.Rows.Where(row => row[0].Text == $"architecture {architecture}")];
            Assert.Equal(6, rows.Length);
            Assert.All(rows, row => Assert.Equal(("[C]", "none: equal to the digits printed"), (row[3].Text, row[6].Text)));
        }
        // What other architectures hold is not in these few records: nothing of ours, and no difference.
        Assert.All(landmarks.Rows.Where(row => row[0].Text is "architecture 1462" or "architecture 1000" or "mean"), row => Assert.Equal((null, null), (row[4].Value, row[5].Value)));
        if (bench.Space == SearchSpace.Topology)
            Assert.All(landmarks.Rows.Where(row => row[0].Text == "count"), row => Assert.Equal("none: equal to the digits printed", row[6].Text));
    }

    [Fact]
    public void What_is_unconfirmed_is_held_against_nothing()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
        PaperTable table = new(bench);
        ReportedFigure figure = new(SearchSpace.Topology, "rea", "cifar10 test", 94.02, 0.31, 2, FigureStatus.Unconfirmed, "memory");
        IReadOnlyList<ResultCell> row = Comparison.Row(table, figure, new(94.02, 0.3, 0.01));
        Assert.Equal(("[U]", null, "unconfirmed: no reference"), (row[3].Text, row[5].Value, row[6].Text));
        Assert.Equal("[X]", Comparison.Row(table, figure with { Status = FigureStatus.Disputed }, new(90))[3].Text);
    }

    [Theory]
    [InlineData(93.224, null, null, "", "none: equal to the digits printed")]
    [InlineData(93.3, null, null, "", "a model made this table")]
    public void A_difference_is_explained(double ours, double? error, double? deviation, string cause, string said)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Size));
        ReportedFigure figure = new(SearchSpace.Size, "rea", "cifar10 test", 93.22, deviation, 2, FigureStatus.Confirmed, "a paper") { Cause = cause };
        Assert.StartsWith(said, Comparison.Row(new PaperTable(bench), figure, new(ours, 0.1, error))[6].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(93.23, "chance: 0.9 standard errors of both")]
    [InlineData(94, "more than chance (70.4 standard errors); seeds")]
    public void Measured_tables_are_held_against_chance(double ours, string said)
    {
        using TemporaryFolder folder = new();
        ArchiveConverter.Convert(SharedData.Require("data", "NATS-sss-v1_0-50262-simple"), folder["real.natsb"]);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["real.natsb"]);
        ReportedFigure figure = new(SearchSpace.Size, "rea", "cifar10 test", 93.22, 0.16, 2, FigureStatus.Confirmed, "a paper") { Cause = "seeds" };
        // Errors of 0.16 / √500 each.
        Assert.Equal(said, Comparison.Row(new PaperTable(bench), figure with { Value = 93.221, Decimals = 3 }, new(ours == 94 ? 93.221 + (70.4 * 0.16 * Math.Sqrt(2.0 / 500)) : ours, 0.16, 0.16 / Math.Sqrt(500)))[6].Text);
    }

    [Fact]
    public void Every_figure_has_a_place_beside_ours()
    {
        Assert.All(ReportedTables.All, figure => Assert.Contains(figure.Column, ReportedTables.Columns));
        Assert.Equal(6, ReportedTables.All.Count(figure => figure is { Space: SearchSpace.Topology, Row: "rea", Status: FigureStatus.Unconfirmed }));
        Assert.Equal([(45.94, "[X]"), (45.54, "[X]")], ReportedTables.All
            .Where(figure => figure is { Space: SearchSpace.Size, Row: "rea", Column: "ImageNet16-120 test" }).Select(figure => (figure.Value, figure.Mark)));
    }
}
