using NatsBench.Fast.Reports.Pages;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Reports.Tests.Pictures;

namespace NatsBench.Fast.Reports.Tests.Pages;

/// <summary>A page with a block of each kind.</summary>
internal static class SamplePages
{
    private static readonly string[] Algorithms = ["random", "rea"];

    public static Page All { get; } = new("Two algorithms <compared>", "What they came to.",
    [
        new PageSection("summary", "Summary", [new TextBlock("Accuracies in percent, *mean* & <deviation>."), new TableBlock(Table("summary", 3)), new ListBlock(["one", "two | three"])]),
        new PageSection("pictures", "Pictures", [new HeadingBlock("All kinds"), .. SamplePictures.All.Select(picture => new PictureBlock(picture))]),
        new PageSection("wide", "A wide table", [new TableBlock(Table("wide", 16))]),
    ])
    {
        Synthetic = "model 1",
        Footer = "natsbench 0.1.0",
    };

    private static ResultTable Table(string name, int columns) => new(
        name, $"A table of {columns} numbers a row.",
        [new ResultColumn("algorithm", "algorithm", ColumnKind.Header), .. Enumerable.Range(0, columns).Select(i => new ResultColumn($"c{i}", $"measure {i}") { Unit = "%", Decimals = 2 })],
        [.. Algorithms.Select(algorithm => (IReadOnlyList<ResultCell>)[
            ResultCell.Of(algorithm), .. Enumerable.Range(0, columns).Select(i => i == 1 ? ResultCell.Missing("one trial") : ResultCell.Of(90 + (i / 7.0)) with { Error = 0.01 })])])
    {
        Synthetic = "model 1",
    };
}
