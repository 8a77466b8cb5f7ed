using System.CommandLine;
using System.Runtime.InteropServices;
using NatsBench.Fast.Cli;
using NatsBench.Fast.OneShot.Cli.Commands;
using NatsBench.Fast.OneShot.Engine;

namespace NatsBench.Fast.OneShot.Cli;

/// <summary>The whole command line: every failure becomes one line and an exit code.</summary>
internal static class CommandLine
{
    public static int Run(string[] args) => Failure.Guard(() =>
    {
        try
        {
            return Invocation.Of(Root(), args);
        }
        catch (ExternalException e) when (TorchEngine.IsShortOfMemory(e))
        {
            throw new NatsBenchException("the device has not enough memory for this: fewer images at a time, a smaller network, or another device (--device)", e);
        }
    });

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
