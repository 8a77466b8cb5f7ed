using System.CommandLine;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench merge</c>.</summary>
internal sealed class MergeCommand : ExampleCommand
{
    private readonly Argument<string[]> _parts = new("PART")
    {
        Description = "Folders that shards were run in, or files of parts.",
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
        "merge", "Put the parts of shards together: byte for byte what one run of the whole study gives.",
        "natsbench merge results -o whole",
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
        using Interruption interruption = new();
        OutcomeFile merged = ProgressDisplay.Run(
            "merging", progress => StudyMerge.Run(parsed.GetRequiredValue(_parts), folder, progress, interruption.Token));
        return new SummaryAnswer(SummaryRow.Of(merged.Experiments), times: null).Write(parsed.GetValue(_json), merged.Identity.Synthetic);
    }
}
