using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Studies.Measured;
using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench merge</c>.</summary>
internal sealed class MergeCommand : ExampleCommand
{
    private readonly Argument<string[]> _parts = new("PART")
    {
        Description = "Folders that shards were run in, or files of parts; or folders of natsbench-oneshot's finished runs.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string> _out = CommonArguments.NotEmpty(new Option<string>("--out", "-o")
    {
        Description = "The folder for the whole study: a new one, or an empty one.",
        HelpName = "DIR",
        Required = true,
    });
    private readonly Option<bool> _json = CommonArguments.JsonLines();

    public MergeCommand() : base(
        "merge", "Put the parts of shards together: byte for byte what one run of the whole study gives; or many weight-sharing runs into one file.",
        "natsbench merge results -o whole",
        "natsbench merge runs/darts-v1-777 runs/darts-v1-888 -o darts",
        "natsbench merge node1/results node2/results -o whole --json")
    {
        Arguments.Add(_parts);
        Options.Add(_out);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string folder = parsed.GetRequiredValue(_out);
        string[] parts = parsed.GetRequiredValue(_parts);
        if (parts.Any(part => MeasuredMerge.FilesAt(part).Count > 0))
            return Merged(MeasuredMerge.Run(parts, folder), Path.Combine(folder, MeasuredRunFile.Name)).Write(parsed.GetValue(_json), synthetic: "");
        using Interruption interruption = new();
        OutcomeFile merged = ProgressDisplay.Run(
            "merging", progress => StudyMerge.Run(parts, folder, progress, interruption.Token));
        return new SummaryAnswer(SummaryRow.Of(merged.Experiments), times: null).Write(parsed.GetValue(_json), merged.Identity.Synthetic);
    }

    private static Answer Merged(IReadOnlyList<MeasuredRun> runs, string path) => new(
        [
            .. runs.Select(run => (Action<Utf8JsonWriter>)(json =>
            {
                json.WriteString("algorithm", run.Algorithm);
                json.WriteString("parameters", run.Parameters);
                json.WriteString("dataset", run.Dataset);
                json.WriteNumber("trial", run.Trial);
                json.WriteNumber("steps", run.Points.Count);
                json.WriteArchitecture(run.Points[^1].Index, run.Points[^1].Architecture);
                json.WriteDouble("seconds", run.Points[^1].Clock);
            })),
        ],
        text =>
        {
            text.Title($"{path}: {Display.Count(runs.Count)} runs, seconds as measured");
            TextTable table = new("algorithm", "parameters", "dataset", TextTable.Number("trial"), TextTable.Number("steps"), TextTable.Number("index"), "final architecture", TextTable.Number("time"));
            foreach (MeasuredRun run in runs)
                table.Add(
                    run.Algorithm, run.Parameters, run.Dataset, $"{run.Trial}", Display.Count(run.Points.Count), $"{run.Points[^1].Index}", run.Points[^1].Architecture,
                    Display.Seconds(run.Points[^1].Clock));
            text.Table(table);
        });
}
