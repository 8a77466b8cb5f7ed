using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Records;
using NatsBench.Fast.Scans;
using NatsBench.Fast.Schema;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench tables</c>.</summary>
internal sealed class TablesCommand() : BenchmarkCommand(
    "tables", "List the extra columns of a column file and of the files beside it.",
    "natsbench tables NATS-tss.natsb",
    "natsbench tables NATS-tss.natsb --json")
{
    protected override Answer Ask(NatsBenchmark bench, ParseResult parsed)
    {
        IReadOnlyList<ExtraColumn> columns = bench.Extras;
        return new Answer([.. columns.Select(column => (Action<Utf8JsonWriter>)(json => WriteJson(json, column)))], text => WriteText(text, bench, columns));
    }

    private static void WriteJson(Utf8JsonWriter json, ExtraColumn column)
    {
        ExtraDescription description = column.Description;
        ColumnSummary summary = Scan.Summarize(column.Values);
        json.WriteString("name", column.Name);
        json.WriteString("quantity", description.Quantity);
        json.WriteString("unit", description.Unit);
        json.WriteString("direction", ExtraJson.DirectionWord(description.Direction));
        json.WriteString("kind", ExtraJson.KindWord(description.Kind));
        json.WriteString("dataset", description.Dataset);
        json.WriteString("device", description.Device);
        json.WriteNumber("present", summary.Count);
        json.WriteValue("minimum", summary.Minimum);
        json.WriteValue("median", Median(column.Values));
        json.WriteValue("maximum", summary.Maximum);
        json.WriteString("source", description.SourceName);
        json.WriteString("source_sha256", description.SourceSha256);
        json.WriteString("licence", description.Licence);
        json.WriteString("note", description.Note);
        json.WriteString("file", column.Path);
    }

    private static void WriteText(TextOutput text, NatsBenchmark bench, IReadOnlyList<ExtraColumn> columns)
    {
        text.Title($"{bench.Path}: {Display.Count(columns.Count)} extra column{(columns.Count == 1 ? "" : "s")} of {Display.Count(bench.Count)} architectures");
        if (columns.Count == 0)
            return;
        TextTable numbers = new(
            "name", "unit", "better", "kind", TextTable.Number("present"), TextTable.Number("minimum"), TextTable.Number("median"), TextTable.Number("maximum"));
        TextTable origins = new("name", "dataset", "device", "source", "licence", "file");
        foreach (ExtraColumn column in columns)
        {
            ExtraDescription description = column.Description;
            ColumnSummary summary = Scan.Summarize(column.Values);
            numbers.Add(
                column.Name, description.Unit, ExtraJson.DirectionWord(description.Direction), ExtraJson.KindWord(description.Kind), Display.Count(summary.Count),
                Display.Number(summary.Minimum), Display.Number(Median(column.Values)), Display.Number(summary.Maximum));
            origins.Add(column.Name, description.Dataset, description.Device, description.SourceName, description.Licence, column.Path == bench.Path ? "in it" : column.Path);
        }
        text.Table(numbers);
        text.Table(origins);
        foreach (ExtraColumn column in columns)
            if (column.Description.Note.Length > 0)
                text.Line($"{column.Name}: {column.Description.Note}");
    }

    // The mean of the two in the middle where their number is even, as numpy's.
    private static double Median(ReadOnlySpan<double> values)
    {
        double[] numbers = [.. values.ToArray().Where(value => !double.IsNaN(value)).Order()];
        return numbers.Length == 0 ? double.NaN : (numbers[(numbers.Length - 1) / 2] + numbers[numbers.Length / 2]) / 2;
    }
}
