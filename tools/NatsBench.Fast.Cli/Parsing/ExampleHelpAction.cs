using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>The usual help, then the command's examples.</summary>
internal sealed class ExampleHelpAction : SynchronousCommandLineAction
{
    // As wide for a file as for a terminal, so that the help is the same text everywhere.
    private const int Width = 100;

    private readonly HelpAction _help;

    public ExampleHelpAction(HelpAction help)
    {
        _help = help;
        _help.MaxWidth = Width;
    }

    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = _help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ExampleCommand command)
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (string example in command.Examples)
                output.WriteLine($"  {example}");
            output.WriteLine();
        }
        return exitCode;
    }
}
