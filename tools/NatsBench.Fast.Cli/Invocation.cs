using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Cli.Streams;

namespace NatsBench.Fast.Cli;

/// <summary>Words parsed by a command line of ours, and the command that they mean run.</summary>
internal static class Invocation
{
    /// <summary>Runs a command, or says what is wrong with the words.</summary>
    /// <returns>The exit code.</returns>
    public static int Of(RootCommand root, string[] args)
    {
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
            help.Action = new ExampleHelpAction((HelpAction)help.Action!);
        // A text that begins with @ is an argument like any other, not the name of a file of arguments.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction || (parsed.Action is not (HelpAction or ExampleHelpAction) && Failure.WrongWord(parsed) is not null))
            return Failure.Usage(parsed);
        // Before the work, which may take hours, and not after it.
        StandardStreams.RefuseClosedOutput();
        using StreamWriter output = StandardStreams.OpenText();
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output });
    }
}
