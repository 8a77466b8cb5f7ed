using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using NatsBench.Fast.Cli;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Cli.Streams;
using NatsBench.Fast.OneShot.Cli.Commands;

namespace NatsBench.Fast.OneShot.Cli;

/// <summary>The whole command line: parses, runs, and turns every failure into one line and an exit code.</summary>
internal static class CommandLine
{
    public static int Run(string[] args) => Failure.Guard(() =>
    {
        ParseResult parsed = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction || (parsed.Action is not (HelpAction or ExampleHelpAction) && Failure.WrongWord(parsed) is not null))
            return Failure.Usage(parsed);
        StandardStreams.RefuseClosedOutput();
        using StreamWriter help = StandardStreams.OpenText();
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = help });
    });

    private static RootCommand Root()
    {
        RootCommand root = new("The nine weight-sharing searches of NATS-Bench: run, resumed, ranked, compared.")
        {
            new SearchCommand(),
            new ResumeCommand(),
            new ShowCommand(),
            new TableCommand(),
            new RankCommand(),
            new SelectCommand(),
            new TasksCommand(),
            new ImagesCommand(),
            new ReplayCommand(),
            new BenchCommand(),
        };
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
            help.Action = new ExampleHelpAction((HelpAction)help.Action!);
        return root;
    }
}
