using System.CommandLine;
using NatsBench.Fast.Cli.Commands;

namespace NatsBench.Fast.Cli;

/// <summary>The whole command line: every failure becomes one line and an exit code.</summary>
internal static class CommandLine
{
    public static int Run(string[] args) => Failure.Guard(() =>
        OneShotCommand.IsMeant(args) ? OneShotCommand.Start(args.AsSpan(1)) : Invocation.Of(Root(), args));

    private static RootCommand Root() =>
        new("NATS-Bench as one memory-mapped column file: the official library's answers to the last bit.")
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
}
