using System.CommandLine;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench baselines</c>.</summary>
internal sealed class BaselinesCommand : ExampleCommand
{
    private readonly Argument<string> _file = CommonArguments.File();
    private readonly Option<string> _out = CommonArguments.NotEmpty(new Option<string>("--out", "-o")
    {
        Description = "The folder; it is one like that of 'search --out'. Default: one for the file's hash and this version in the cache folder, where --baselines finds it.",
        HelpName = "DIR",
    });
    private readonly Option<int?> _threads = CommonArguments.Threads();
    private readonly Option<bool> _json = CommonArguments.JsonLines();

    public BaselinesCommand() : base(
        "baselines", "Run the paper's algorithms at the paper's budgets on a file, once; 'compare --baselines' and 'report --baselines' take them from there.",
        "natsbench baselines NATS-tss.natsb",
        "natsbench baselines NATS-tss.natsb --out baselines")
    {
        Arguments.Add(_file);
        foreach (Option option in (Option[])[_out, _threads, _json])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        using NatsBenchmark bench = NatsBenchmark.Open(parsed.GetRequiredValue(_file));
        BenchmarkTable table = new(bench);
        string folder = parsed.GetValue(_out) ?? RunOptions.BaselinesFolder(table);
        bool isThere = StudyFolderRuns.IsAt(folder);
        RunOptions.ReadBaselines(table, folder, withTraces: false, parsed.GetValue(_threads), interruption.Token);
        Failure.Say($"{folder}: {(isThere ? "there already" : "run and kept")}");
        return new SummaryAnswer(SummaryRow.Of(OutcomeFile.Read(Path.Combine(folder, StudyFolder.OutcomesName)).Experiments), times: null)
            .Write(parsed.GetValue(_json), bench.Provenance.Synthetic);
    }
}
