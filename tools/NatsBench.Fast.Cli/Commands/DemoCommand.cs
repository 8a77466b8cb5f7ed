using System.CommandLine;
using NatsBench.Fast.Cli.Demo;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench demo</c>: what the engine claims, measured here, on numbers that need no download.</summary>
internal sealed class DemoCommand : ExampleCommand
{
    private readonly Option<bool> _json = CommonArguments.Json();

    public DemoCommand() : base(
        "demo", "Show queries, scans and the paper's searches with their speed on this machine, on a SYNTHETIC table; it is made once and kept in the cache folder (21 MB).",
        "natsbench demo",
        "natsbench demo --json")
    {
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        DemoFigures figures = DemoFigures.Measure(interruption.Token);
        return new Answer(json => DemoJson.Write(json, figures), text => DemoText.Write(text, figures)).Write(parsed.GetValue(_json), figures.Synthetic);
    }
}
