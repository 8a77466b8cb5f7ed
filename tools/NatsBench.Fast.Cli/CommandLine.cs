using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using NatsBench.Fast.Cli.Commands;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Cli.Streams;

namespace NatsBench.Fast.Cli;

/// <summary>The whole command line: parses, runs, and turns every failure into one line and an exit code.</summary>
internal static class CommandLine
{
    public static int Run(string[] args)
    {
        return Failure.Guard(() =>
        {
            if (OneShotCommand.IsMeant(args))
                return OneShotCommand.Start(args.AsSpan(1));
            // A text that begins with @ is an argument like any other, not the name of a file of arguments.
            ParseResult parsed = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction || (parsed.Action is not (HelpAction or ExampleHelpAction) && Failure.WrongWord(parsed) is not null))
                return Failure.Usage(parsed);
            // Before the work, which may take hours, and not after it.
            StandardStreams.RefuseClosedOutput();
            using StreamWriter help = StandardStreams.OpenText();
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = help });
        });
    }

    private static RootCommand Root()
    {
        RootCommand root = new("NATS-Bench as one memory-mapped column file: the official library's answers to the last bit.")
        {
            new ConvertCommand(),
            new ImportCommand(),
            new ExportOfficialCommand(),
            new VerifyCommand(),
            new InfoCommand(),
            new ArchCommand(),
            new QueryCommand(),
            new CostCommand(),
            new BestCommand(),
            new ScanCommand(),
            new ParetoCommand(),
            new CorrelateCommand(),
            new HistCommand(),
            new ExportCommand(),
            new PaperCommand(),
            new StatsCommand(),
            new AttachCommand(),
            new DetachCommand(),
            new TablesCommand(),
            new ExtractCommand(),
            new DiffCommand(),
            new CallCommand(),
            new WeightsCommand(),
            new OnnxCommand(),
            new SearchCommand(),
            new MergeCommand(),
            new ReportCommand(),
            new AlgorithmsCommand(),
            new CompareCommand(),
            new BaselinesCommand(),
            new OneShotCommand(),
            new EvaluateCommand(),
            new SynthCommand(),
            new InferCommand(),
            new LatencyCommand(),
            new ScoreCommand(),
            new DemoCommand(),
        };
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
            help.Action = new ExampleHelpAction((HelpAction)help.Action!);
        return root;
    }
}
