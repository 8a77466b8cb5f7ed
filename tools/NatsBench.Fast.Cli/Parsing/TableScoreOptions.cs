using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Streams;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>The other form of <c>natsbench score</c>: a list of architectures, looked up in a table.</summary>
internal sealed class TableScoreOptions
{
    private const string StandardInput = "-";
    private static readonly string[] Formats = ["table", "latex", "markdown", "csv"];

    private readonly Option<string> _file = CommonArguments.NotEmpty(new Option<string>("--file")
    {
        Description = "Look architectures up in this column file instead of scoring networks: GENOTYPES is a file with one a line, as index or text, or - for the standard input. "
            + "Shown are accuracies, rank, percentile, regret and costs on every dataset.",
        HelpName = "FILE.natsb",
    });
    private readonly Option<bool> _json = CommonArguments.Json("Print one line of JSON for each architecture, with every digit, instead of tables.");
    private readonly Option<string> _format = new("--format") { Description = "With --file: table, latex, markdown or csv. Default: table.", HelpName = "NAME" };

    public TableScoreOptions() => CommonArguments.OneOf(_format, Formats);

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_file);
        command.Options.Add(_format);
        command.Options.Add(_json);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_format) is not null && !IsAsked(result))
                result.AddError("--format goes with --file, which looks architectures up.");
        });
    }

    /// <summary>Whether a table is to be asked, and no network.</summary>
    public bool IsAsked(SymbolResult result) => result.GetResult(_file) is not null;

    /// <summary>Whether a table is to be asked, and no network.</summary>
    public bool IsAsked(ParseResult parsed) => parsed.GetValue(_file) is not null;

    /// <summary>Whether an option goes with a table.</summary>
    public bool Has(Option option) => option == _file || option == _format || option == _json || option is System.CommandLine.Help.HelpOption;

    /// <summary>Whether JSON is asked for.</summary>
    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Looks architectures up.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="genotypes">The file that names them, or <c>-</c>.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="NatsBenchException">A file cannot be read, or an architecture is none of the table.</exception>
    public int Run(ParseResult parsed, string genotypes)
    {
        bool asJson = IsJson(parsed);
        using NatsBenchmark bench = NatsBenchmark.Open(parsed.GetRequiredValue(_file));
        BenchmarkTable table = new(bench);
        int[] architectures = [.. Lines(genotypes).Select(line => table.IndexOf(line.Text, $"{genotypes}, line {line.Number}"))];
        if (architectures.Length == 0)
            throw new NatsBenchException($"{genotypes}: no architecture; name one a line, as index or text");
        IReadOnlyList<ArchitectureScore> scores = ArchitectureScores.Of(table, architectures);
        ResultTable rows = ArchitectureScores.Table(scores, bench.Provenance.Synthetic);
        string format = parsed.GetValue(_format) ?? Formats[0];
        if (asJson || format == Formats[0])
            return new Answer([.. scores.Select(score => (Action<Utf8JsonWriter>)(json => Write(json, score)))], text => text.Table(rows)).Write(asJson, bench.Provenance.Synthetic);
        Answer.SaySynthetic(bench.Provenance.Synthetic);
        using StreamWriter output = StandardStreams.OpenText();
        output.Write(format switch
        {
            "latex" => rows.ToLatex(),
            "markdown" => rows.ToMarkdown(),
            _ => rows.ToCsv(),
        });
        return ExitCode.Success;
    }

    private static IEnumerable<(int Number, string Text)> Lines(string genotypes)
    {
        if (genotypes != StandardInput)
            PathKind.RefuseToRead(genotypes);
        IEnumerable<string> lines = genotypes == StandardInput ? StandardStreams.ReadLines()
            : File.Exists(genotypes) ? File.ReadLines(genotypes)
            : throw new NatsBenchException($"{genotypes}: there is no such file");
        return lines.Select((line, place) => (place + 1, line.Split('#')[0].Trim())).Where(line => line.Item2.Length > 0);
    }

    private static void Write(Utf8JsonWriter json, ArchitectureScore score)
    {
        json.WriteArchitecture(score.Architecture, score.Text);
        json.WriteString("dataset", score.Dataset.Name);
        json.WriteValue("valid", score.Valid);
        json.WriteValue("valid_std", score.ValidDeviation);
        json.WriteValue("test", score.Test);
        json.WriteValue("test_std", score.TestDeviation);
        json.WriteNumber("seeds", score.Seeds);
        json.WriteOptional("rank", score.Rank > 0 ? score.Rank : null);
        json.WriteNumber("out_of", score.OutOf);
        json.WriteValue("percentile", score.Percentile);
        json.WriteValue("regret", score.Regret);
        json.WriteValue("flops", score.Flops);
        json.WriteValue("params", score.Params);
        json.WriteValue("latency", score.Latency);
    }
}
