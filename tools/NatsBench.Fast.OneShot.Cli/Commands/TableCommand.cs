using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Published;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Scoring;
using NatsBench.Fast.OneShot.Training;

namespace NatsBench.Fast.OneShot.Cli.Commands;

/// <summary><c>natsbench-oneshot table</c>.</summary>
internal sealed class TableCommand : ExampleCommand
{
    private readonly Argument<string[]> _runs = new("RUN") { Description = "Folders of runs, or folders above them; unfinished runs are left out.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> _files = new("--file") { Description = "Column files, one of a space: accuracies of what the runs found.", HelpName = "FILE.natsb" };
    private readonly Option<bool> _json = CommonArguments.Json("Print one line of JSON for each algorithm and dataset instead of tables.");

    public TableCommand() : base(
        "table", "Show the paper's nine rows, each figure with how far it is known, and beside them what one's own runs found.",
        "natsbench-oneshot table",
        "natsbench-oneshot table runs --file NATS-tss.natsb --file NATS-sss.natsb")
    {
        Arguments.Add(_runs);
        Options.Add(_files);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        List<NatsBenchmark> open = [];
        try
        {
            foreach (string file in parsed.GetValue(_files) ?? [])
                open.Add(NatsBenchmark.Open(file));
            if (open.GroupBy(bench => bench.Space).FirstOrDefault(same => same.Count() > 1) is { } twice)
                throw new NatsBenchException($"--file: {string.Join(" and ", twice.Select(bench => bench.Path))} are of one space; give one of each");
            string[] sources = parsed.GetValue(_runs) ?? [];
            foreach (string source in sources)
                if (RunFolder.AllAt(source).Count == 0)
                    throw new NatsBenchException($"{source}: there is no run in it or beneath it");
            string[] folders = [.. sources.SelectMany(RunFolder.AllAt).Select(Path.GetFullPath).Distinct()];
            IReadOnlyList<FoundRow> found = FoundRow.Of(folders, [.. open.Select(bench => new TableColumns(bench, bench.Space))]);
            int unfinished = folders.Count(folder => !RunFolder.IsFinished(folder));
            string synthetic = open.Select(bench => bench.Provenance.Synthetic).FirstOrDefault(model => model.Length > 0) ?? "";
            return new Answer([.. Lines(found)], text => WriteText(text, found, unfinished)).Write(parsed.GetValue(_json), synthetic);
        }
        finally
        {
            open.ForEach(bench => bench.Dispose());
        }
    }

    private static IEnumerable<Action<Utf8JsonWriter>> Lines(IReadOnlyList<FoundRow> found)
    {
        foreach (PublishedRow row in PublishedTable.Rows)
            foreach (Dataset dataset in PublishedTable.Datasets)
                yield return json =>
                {
                    PublishedPair pair = row.Datasets[dataset];
                    json.WriteString("algorithm", row.Algorithm.OfficialName());
                    json.WriteString("name", row.Algorithm.PaperName());
                    json.WriteString("space", row.Algorithm.Space().ShortName());
                    json.WriteString("dataset", dataset.Name);
                    Figure(json, "published_valid", pair.Valid);
                    Figure(json, "published_test", pair.Test);
                    json.WriteStartArray("published_finals");
                    foreach (int index in pair.Finals)
                        json.WriteNumberValue(index);
                    json.WriteEndArray();
                    json.WriteString("note", row.Note);
                    json.WriteStartArray("own");
                    foreach (FoundRow own in found.Where(own => own.Algorithm == row.Algorithm && own.Dataset == dataset))
                    {
                        json.WriteStartObject();
                        json.WriteString("parameters", own.Parameters);
                        json.WriteStartArray("seeds");
                        foreach (long seed in own.Seeds)
                            json.WriteNumberValue(seed);
                        json.WriteEndArray();
                        json.WriteStartArray("finals");
                        foreach (int index in own.Finals)
                            json.WriteNumberValue(index);
                        json.WriteEndArray();
                        json.WriteDouble("valid", own.Valid?.Mean);
                        json.WriteDouble("valid_std", own.Valid?.Deviation);
                        json.WriteDouble("test", own.Test?.Mean);
                        json.WriteDouble("test_std", own.Test?.Deviation);
                        json.WriteEndObject();
                    }
                    json.WriteEndArray();
                };
    }

    private static void Figure(Utf8JsonWriter json, string name, PublishedFigure figure)
    {
        json.WriteValue(name, figure.Mean);
        json.WriteValue($"{name}_std", figure.Deviation);
        json.WriteString($"{name}_status", figure.Status.ToString().ToLowerInvariant());
    }

    private static void WriteText(TextOutput text, IReadOnlyList<FoundRow> found, int unfinished)
    {
        text.Title("Weight sharing in NATS-Bench: accuracy of what is found, after the full training, mean ± population deviation over seeds, %");
        TextTable table = new(
            "algorithm", "dataset", TextTable.Number("published valid"), TextTable.Number("published test"), "status", "published indices", "own settings", TextTable.Number("own runs"),
            TextTable.Number("own valid"), TextTable.Number("own test"), "own indices");
        foreach (PublishedRow row in PublishedTable.Rows)
            foreach (Dataset dataset in PublishedTable.Datasets)
            {
                PublishedPair pair = row.Datasets[dataset];
                FoundRow?[] own = [.. found.Where(own => own.Algorithm == row.Algorithm && own.Dataset == dataset)];
                foreach (FoundRow? one in own.Length > 0 ? own : [null])
                    table.Add(
                        row.Algorithm.PaperName(), dataset.Name, Text(pair.Valid.Mean, pair.Valid.Deviation), Text(pair.Test.Mean, pair.Test.Deviation), pair.Test.Status.ToString().ToLowerInvariant(),
                        Indices(pair.Finals), one is null ? "" : one.Parameters.Length > 0 ? one.Parameters : "the paper's", one is null ? "none" : $"{one.Seeds.Count}",
                        one?.Valid is { } valid ? Text(valid.Mean, valid.Deviation) : "–", one?.Test is { } test ? Text(test.Mean, test.Deviation) : "–", one is null ? "–" : Indices(one.Finals));
            }
        text.Table(table);
        text.Line("confirmed: a paper that quotes the table prints it; corroborated: sources agree, none quotes it as the paper's; unconfirmed: remembered, never a test; absent: none is known");
        foreach (IGrouping<string, PublishedRow> same in PublishedTable.Rows.GroupBy(row => row.Note))
            text.Line($"{string.Join(", ", same.Select(row => row.Algorithm.PaperName()))}: {same.Key}");
        if (unfinished > 0)
            text.Line($"left out: {Display.Count(unfinished)} runs that are not finished");
    }

    private static string Text(double mean, double deviation) => double.IsNaN(mean) ? "–" : string.Create(CultureInfo.InvariantCulture, $"{mean:0.00} ± {deviation:0.00}");

    private static string Indices(IReadOnlyList<int> indices) => indices.Count == 0 ? "–" : string.Join(", ", indices);
}
