using System.CommandLine;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench search</c>.</summary>
internal sealed class SearchCommand : ExampleCommand
{
    private readonly Argument<string> _file = CommonArguments.File();
    private readonly StudyOptions _study = new();
    private readonly Option<int?> _threads = CommonArguments.Threads();
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the study as a study file, and run nothing." };
    private readonly Option<bool> _json = new("--json") { Description = "Print one line of JSON for each dataset and algorithm, with every digit." };

    public SearchCommand() : base(
        "search", "Run search algorithms, thousands of trials each, and summarise what they find.",
        "natsbench search NATS-tss.natsb --algorithm random,rea,reinforce,bohb --dataset cifar10 --trials 500 --budget paper --seed 0",
        "natsbench search NATS-tss.natsb --preset nas-bench-201 --json",
        "natsbench search NATS-sss.natsb --algorithm rea -p rea.population=10,20,50 --dataset cifar100 --budget 100e",
        "natsbench search NATS-tss.natsb --algorithm asha --workers 8 --fidelity curve:12 --resume-training --trials 50")
    {
        Arguments.Add(_file);
        foreach (Option option in _study.All.Concat([_threads, _dryRun, _json]))
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        Study study = _study.Read(parsed);
        if (parsed.GetValue(_dryRun))
        {
            using StreamWriter output = new(Console.OpenStandardOutput());
            output.Write(study.ToJson());
            output.Write('\n');
            return ExitCode.Success;
        }
        using Interruption interruption = new();
        using NatsBenchmark bench = NatsBenchmark.Open(parsed.GetRequiredValue(_file));
        BoundStudy bound = BoundStudy.Bind(study, bench);
        StudyTimes times = new(bound.Experiments.Count);
        IReadOnlyList<OutcomeColumns> outcomes = ProgressDisplay.Run(
            "searching", "trials", (long)study.Trials * bound.Experiments.Count,
            progress => StudyRunner.RunInMemory(bound, parsed.GetValue(_threads), progress, times, interruption.Token));
        SummaryAnswer answer = new(SummaryRow.Of(ExperimentOutcomes.Of(bound, outcomes)), times);
        return answer.Write(parsed.GetValue(_json), bench.Provenance.Synthetic);
    }
}
