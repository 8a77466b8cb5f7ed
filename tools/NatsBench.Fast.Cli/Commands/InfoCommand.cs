using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench info</c>.</summary>
internal sealed class InfoCommand() : BenchmarkCommand(
    "info", "Show what a column file holds and where its numbers came from.",
    "natsbench info NATS-tss.natsb",
    "natsbench info NATS-tss.natsb --json")
{
    protected override Answer Ask(NatsBenchmark bench, ParseResult parsed)
    {
        FileSummary summary = bench.Summarize();
        return new Answer(json => WriteJson(json, bench, summary), text => WriteText(text, bench, summary));
    }

    private static void WriteJson(Utf8JsonWriter json, NatsBenchmark bench, FileSummary summary)
    {
        json.WriteString("space", bench.Space.OfficialName());
        json.WriteNumber("architectures", bench.Count);
        json.WriteNumber("records", bench.RecordCount);
        json.WriteString("contents", Display.Contents(bench.Contents));
        json.WriteString("format_version", summary.FormatVersion.ToString());
        json.WriteStartObject("bytes");
        foreach ((string part, long bytes) in Parts(summary))
            json.WriteNumber(part, bytes);
        json.WriteEndObject();
        json.WriteStartObject("provenance");
        foreach ((string name, string value) in Origin(bench.Provenance))
            json.WriteString(name, value);
        json.WriteNumber("source_bytes", bench.Provenance.SourceBytes);
        json.WriteEndObject();
        json.WriteStartArray("tables");
        foreach (TableSummary table in summary.Tables)
            WriteTable(json, table);
        json.WriteEndArray();
    }

    private static void WriteTable(Utf8JsonWriter json, TableSummary table)
    {
        json.WriteStartObject();
        json.WriteString("hp", table.Setting.Key);
        json.WriteString("dataset", table.Dataset.Name);
        json.WriteNumber("architectures", table.Architectures);
        json.WriteNumber("runs", table.Runs);
        json.WriteStartObject("runs_of_seed");
        foreach ((long seed, int runs) in table.RunsOfSeed)
            json.WriteNumber($"{seed}", runs);
        json.WriteEndObject();
        json.WriteStartArray("sets");
        foreach (EvaluationSet set in table.Sets)
            json.WriteStringValue(set.Name);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteText(TextOutput text, NatsBenchmark bench, FileSummary summary)
    {
        text.Title($"{bench.Path}: {bench.Space.OfficialName()} space, {Display.Count(bench.Count)} architectures, records of {Display.Count(bench.RecordCount)}");

        if (bench.Provenance.Partial.Length > 0)
            text.Line($"A partial file: {bench.Provenance.Partial}.");
        if (bench.Contents == TableContents.SearchOnly)
            text.Line("Search-only: last epochs, totals, costs, and the curves that simulated training reads under 12; other curves were left out and are refused.");
        if (bench.Contents == TableContents.FinalOnly)
            text.Line("Final-only: last epochs, totals and costs; curves were left out and are refused.");

        TextTable tables = new("hp", "dataset", TextTable.Number("architectures"), TextTable.Number("runs"), "seeds", "sets");
        foreach (TableSummary table in summary.Tables)
            tables.Add(
                table.Setting.Key, table.Dataset.Name, Display.Count(table.Architectures), Display.Count(table.Runs),
                string.Join(", ", table.RunsOfSeed.Select(seed => $"{seed.Key} ({Display.Count(seed.Value)})")),
                string.Join(", ", table.Sets));
        text.Table(tables);

        TextTable origin = new("origin", "");
        foreach ((string name, string value) in Origin(bench.Provenance))
            origin.Add(name.Replace('_', ' '), value.Length > 0 ? value : "–");
        text.Table(origin);

        TextTable parts = new($"format {summary.FormatVersion}", TextTable.Number("size"));
        foreach ((string part, long bytes) in Parts(summary))
            parts.Add(part, Display.Bytes(bytes));
        text.Table(parts);
    }

    private static IEnumerable<(string Name, string Value)> Origin(Provenance origin) =>
    [
        ("source", origin.SourceName),
        ("kind", origin.SourceKind),
        ("source_sha256", origin.SourceSha256),
        ("tool", origin.Tool),
        ("model", origin.Synthetic),
        ("partial", origin.Partial),
    ];

    private static IEnumerable<(string Part, long Bytes)> Parts(FileSummary summary) =>
    [
        ("curves", summary.CurveBytes),
        ("runs", summary.RunBytes),
        ("archive", summary.ArchiveBytes),
        ("extra", summary.ExtraBytes),
        ("layout", summary.LayoutBytes),
        ("total", summary.Bytes),
    ];
}
