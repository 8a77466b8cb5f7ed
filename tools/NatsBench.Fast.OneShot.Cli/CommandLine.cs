using System.CommandLine;
using NatsBench.Fast.Cli;
using NatsBench.Fast.OneShot.Cli.Commands;

namespace NatsBench.Fast.OneShot.Cli;

/// <summary>The whole command line: every failure becomes one line and an exit code.</summary>
internal static class CommandLine
{
    public static int Run(string[] args) => Failure.Guard(() => Invocation.Of(Root(), args));

    private static RootCommand Root() =>
        new("The nine weight-sharing searches of NATS-Bench: run, resumed, ranked, compared.")
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
}
