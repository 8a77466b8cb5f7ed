using System.CommandLine;

namespace NatsBench.Fast.Cli;

/// <summary>How failures are told: one line on the error output, never a stack trace.</summary>
internal static class Failure
{
    /// <summary>Runs a command; whatever it throws becomes a line and an exit code.</summary>
    public static int Guard(Func<int> command)
    {
        try
        {
            return command();
        }
        catch (OperationCanceledException)
        {
            Say("stopped");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is NatsBenchException or IOException or UnauthorizedAccessException)
        {
            Say(e.Message);
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            Say($"a fault in this program, please report it ({e.GetType().Name}: {e.Message})");
            return ExitCode.Failed;
        }
    }

    /// <summary>Tells what is wrong with the command line.</summary>
    public static int Usage(ParseResult parsed)
    {
        Say(parsed.Errors[0].Message);
        List<string> path = [];
        for (Symbol? symbol = parsed.CommandResult.Command; symbol is not null and not RootCommand; symbol = symbol.Parents.FirstOrDefault())
            path.Insert(0, symbol.Name);
        Say($"try 'natsbench {string.Join(' ', [.. path, "--help"])}'");
        return ExitCode.Usage;
    }

    /// <summary>Writes one line for people.</summary>
    public static void Say(string message) => Console.Error.WriteLine($"natsbench: {message.ReplaceLineEndings(" ")}");
}
