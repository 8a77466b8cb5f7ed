using System.CommandLine;
using System.CommandLine.Parsing;
using NatsBench.Fast.Cli.Streams;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Cli;

/// <summary>How failures are told: one line on the error output, never a stack trace.</summary>
internal static class Failure
{
    private const int MostCharacters = 2_000;

    // What people typed: natsbench, or natsbench-oneshot.
    private static readonly string Program = typeof(Failure).Assembly.GetName().Name!;

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
        catch (BrokenPipeException)
        {
            // Who closes a pipe has seen what they wanted.
            return ExitCode.Success;
        }
        catch (Exception e) when (e is NatsBenchException or IOException or UnauthorizedAccessException)
        {
            Say(e.Message);
            return ExitCode.Failed;
        }
        catch (OutOfMemoryException)
        {
            Say("there is not enough memory for this; ask for less at a time (a search: fewer trials, or --out)");
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
        Say(WrongWord(parsed) ?? string.Join(' ', parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        List<string> path = [];
        for (Symbol? symbol = parsed.CommandResult.Command; symbol is not null and not RootCommand; symbol = symbol.Parents.FirstOrDefault())
            path.Insert(0, symbol.Name);
        Say($"try '{Program} {string.Join(' ', [.. path, "--help"])}'");
        return ExitCode.Usage;
    }

    /// <summary>
    /// The word that nothing takes, whatever else the parser misses because of it; null where there is none. The parser takes a
    /// misspelt option for an argument where one may stand; behind <c>--</c> it is one.
    /// </summary>
    public static string? WrongWord(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        IEnumerable<string> words = parsed.UnmatchedTokens;
        if (!parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash))
            words = words.Concat(parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
                .Select(token => token.Value).Where(IsLikeAnOption));
        if (words.FirstOrDefault() is not { } word)
            return null;
        if (IsLikeAnOption(word))
            return $"no option '{word}'{Nearest.Hint(word.Split('=', 2)[0], command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)))}";
        return command.Subcommands.Count > 0
            ? $"no command '{word}'{Nearest.Hint(word, command.Subcommands.Select(one => one.Name))}"
            : $"'{word}' is one word too many";
    }

    private static bool IsLikeAnOption(string word) => word is ['-', '-' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'), ..];

    /// <summary>Writes one line for people. What messages quote may come from a file: nothing of it commands the terminal, nor fills it.</summary>
    public static void Say(string message)
    {
        string line = Printable.Of(message);
        StandardStreams.TryWriteError($"{Program}: {(line.Length > MostCharacters ? $"{line[..MostCharacters]}…" : line)}");
    }
}
