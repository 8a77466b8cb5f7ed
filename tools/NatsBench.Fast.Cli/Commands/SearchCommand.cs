using System.CommandLine;
using System.Globalization;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Cli.Streams;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench search</c>.</summary>
internal sealed class SearchCommand : ExampleCommand
{
    private static readonly Dataset[] Officials = [Dataset.Cifar10Valid, Dataset.Cifar10, Dataset.Cifar100, Dataset.ImageNet16120];

    private const int MostTrialsByDefault = 100_000;

    private readonly Argument<string> _file = CommonArguments.File();
    private readonly StudyOptions _study = new();
    private readonly Option<int?> _threads = CommonArguments.Threads();
    private readonly Option<string> _out = CommonArguments.NotEmpty(new Option<string>("--out", "-o")
    {
        Description = "Keep outcomes and traces in this folder, as Parquet; a run that was stopped goes on there.",
        HelpName = "DIR",
    });
    private readonly Option<string> _shard = CommonArguments.NotEmpty(new Option<string>("--shard")
    {
        Description = "With --out: run part i of n of the study, i from 0 to n-1, to be merged. Default: what Slurm's array variables say, else all.",
        HelpName = "i/n",
    });
    private readonly Option<string> _traceFile = CommonArguments.NotEmpty(new Option<string>("--trace-file")
    {
        Description = "Write every log point into this file, as Parquet.",
        HelpName = "FILE.parquet",
    });
    private readonly Option<double?> _untilError = CommonArguments.Number<double>(
        "--until-se", "Run more trials, beginning with --trials, until the standard error of every mean test accuracy is at most this, in percent points.", "X");
    private readonly Option<int?> _mostTrials = CommonArguments.Number<int>(
        "--max-trials", "With --until-se: no more trials than these, whatever the standard errors. Default: 100000.", least: 1, most: Study.MostTrials);
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the study as a study file, and run nothing." };
    private readonly Option<bool> _json = CommonArguments.JsonLines();

    public SearchCommand() : base(
        "search", "Run search algorithms, thousands of trials each, and summarise what they find.",
        "natsbench search NATS-tss.natsb --algorithm random,rea,reinforce,bohb --dataset cifar10 --trials 500 --budget paper --seed 0",
        "natsbench search NATS-tss.natsb --preset nas-bench-201 --json",
        "natsbench search NATS-sss.natsb --algorithm rea -p rea.population=10,20,50 --dataset cifar100 --budget 100e --trace-file rea.parquet",
        "natsbench search NATS-tss.natsb --algorithm random,rea --until-se 0.01 --max-trials 20000",
        "natsbench search NATS-tss.natsb --algorithm asha --workers 8 --resume-training --trials 50",
        "natsbench search NATS-tss.natsb --algorithm nsga2,random --dataset cifar10 --objectives flops,latency",
        "natsbench search NATS-tss.natsb --algorithm rea --max-flops 100 --min valid-accuracy@3=40",
        "natsbench search NATS-tss.natsb --study study.json --shard 0/8 --out results")
    {
        Arguments.Add(_file);
        foreach (Option option in _study.All.Concat([_untilError, _mostTrials, _threads, _out, _shard, _traceFile, _dryRun, _json]))
            Options.Add(option);
        Validators.Add(result =>
        {
            if (result.GetResult(_shard) is not null && result.GetResult(_out) is null)
                result.AddError("--shard goes with --out, which keeps the shard's parts.");
            if (result.GetResult(_traceFile) is not null && result.GetResult(_out) is not null)
                result.AddError("--trace-file is a run of its own; with --out, --traces all keeps every log point.");
            if (result.GetResult(_untilError) is not { } until)
            {
                if (result.GetResult(_mostTrials) is not null)
                    result.AddError("--max-trials is the end of --until-se.");
                return;
            }
            if (until.GetValueOrDefault<double?>() is not > 0)
                result.AddError("--until-se is a standard error above 0, in percent points.");
            if (result.GetResult(_shard) is not null || result.GetResult(_dryRun) is not null)
                result.AddError("--until-se finds how many trials it takes by running them; a shard or a dry run is of a study whose trials are known.");
        });
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        Study study = _study.Read(parsed);
        string? traceFile = parsed.GetValue(_traceFile);
        if (traceFile is not null)
            study = study with { Traces = TraceKeeping.All };
        if (parsed.GetValue(_dryRun))
        {
            using StreamWriter output = StandardStreams.OpenText();
            output.Write(Printable.OfJson(study.ToJson()));
            output.Write('\n');
            return ExitCode.Success;
        }
        using Interruption interruption = new();
        using NatsBenchmark bench = NatsBenchmark.Open(parsed.GetRequiredValue(_file));
        study = _study.For(study, parsed, bench);
        RefuseUnknown(study, bench);
        SearchRun run = new(BoundStudy.Bind(study, bench), parsed.GetValue(_threads), interruption.Token);
        SayAvoided(run.Study, bench);
        IReadOnlyList<ExperimentOutcomes>? outcomes = null;
        if (parsed.GetValue(_untilError) is { } error)
            (run, outcomes) = Until(run, bench, error, parsed, interruption.Token);
        if (traceFile is not null)
            outcomes = run.WithTraceFile(traceFile);
        else if (parsed.GetValue(_out) is { } folder)
            outcomes = run.InFolder(folder, parsed.GetValue(_shard) is { } shard ? Shard.Parse(shard) : Shard.FromSlurm());
        else
            outcomes ??= run.InMemory();
        // A shard has no summary; what it did is said where it was done.
        return outcomes is null
            ? ExitCode.Success
            : new SummaryAnswer(SummaryRow.Of(outcomes, run.Study), run.Times).Write(parsed.GetValue(_json), bench.Provenance.Synthetic);
    }

    // The same as one run of so many trials. A folder is of the study that was found, and is run when it is.
    private (SearchRun Run, IReadOnlyList<ExperimentOutcomes> Outcomes) Until(
        SearchRun run, NatsBenchmark bench, double error, ParseResult parsed, CancellationToken cancellation)
    {
        int most = parsed.GetValue(_mostTrials) ?? MostTrialsByDefault;
        if (run.Study.Study.Trials > most)
            throw new NatsBenchException($"--max-trials {most} is less than the {run.Study.Study.Trials} trials to begin with; give --trials as well");
        while (true)
        {
            IReadOnlyList<ExperimentOutcomes> outcomes = run.InMemory();
            IReadOnlyList<SummaryRow> rows = SummaryRow.Of(outcomes);
            if (TrialsForError.Next(rows, error, most) is not { } next)
            {
                double worst = TrialsForError.Worst(rows);
                Failure.Say(string.Create(
                    CultureInfo.InvariantCulture, $"{rows[0].Trials} trials each: the greatest standard error is {worst:0.####}{(worst <= error ? "" : $", above {error}; --max-trials allows no more")}"));
                return (run, outcomes);
            }
            run = new SearchRun(BoundStudy.Bind(run.Study.Study with { Trials = next }, bench), parsed.GetValue(_threads), cancellation);
        }
    }

    // What is misspelt is told as such, before the study is bound and asks what a dataset needs.
    private static void RefuseUnknown(Study study, NatsBenchmark bench)
    {
        foreach (Dataset dataset in study.Datasets.Concat(study.Report))
            if (!Officials.Contains(dataset))
                _ = Choices.Dataset(bench, dataset.Name);
    }

    private static void SayAvoided(BoundStudy study, NatsBenchmark bench)
    {
        foreach ((Dataset dataset, IReadOnlyList<int> avoided) in study.Avoided)
            Failure.Say($"search on {dataset}: {avoided.Count} of {bench.Count} architectures, {avoided[0]} the first, lack a number and are avoided");
    }
}
