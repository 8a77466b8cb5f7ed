using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Paper.Reported;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Reports.Paper.Sections;

/// <summary>What this table says of the cells that weight-sharing methods are reported to have found.</summary>
internal static class WeightSharingSection
{
    public static PaperSection Of(PaperTable table)
    {
        SectionBuilder section = new(
            table, "weight-sharing", "Cells that weight-sharing methods found",
            "The README of NATS-Bench lists the cells that DARTS and GDAS ended with, one for each of three seeds (one where only one is listed); here their accuracies after the full training, mean over seeds of each cell, mean ± standard deviation (population) over the cells. The searches themselves, and Figure 7, need images and a GPU, and cannot be made from a table.");
        List<IReadOnlyList<ResultCell>> rows = [];
        foreach ((string method, Dataset dataset, IReadOnlyList<int> cells) in WeightSharingFinals.All)
            section.Try($"{method} on {dataset}", () => rows.Add(
            [
                ResultCell.Of(dataset.Name), ResultCell.Of(method), ResultCell.Of(string.Join(", ", cells)),
                Cell(table.Valid(dataset), cells), Cell(table.Test(dataset), cells),
            ]));
        section.AddTable(
            "", "Accuracies of the cells that are listed.",
            [Columns.Dataset, Columns.Header("method", "method"), Columns.Text("cells", "cells"), Columns.Percent("valid", "validation"), Columns.Percent("test", "test")], rows);
        return section.Build();
    }

    private static ResultCell Cell(double[] column, IReadOnlyList<int> cells)
    {
        double[] values = [.. cells.Select(cell => cell < column.Length ? column[cell] : double.NaN)];
        if (values.Any(double.IsNaN))
            return ResultCell.Missing("no record here");
        Summary summary = Summary.Of(values);
        return values.Length == 1 ? ResultCell.Of(summary.Mean) : ResultCell.Of(summary.Mean) with { Deviation = summary.Deviation };
    }
}
