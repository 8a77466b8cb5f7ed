using System.CommandLine;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Runs;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench compare</c>.</summary>
internal sealed class CompareCommand : ExampleCommand
{
    private readonly RunOptions _runs = new();
    private readonly Option<int?> _resamples = CommonArguments.Number<int>("--resamples", "Resamples of each bootstrap. Default: 10000.", least: 100, most: 10_000_000);
    private readonly Option<ulong?> _seed = CommonArguments.Number<ulong>("--seed", "The seed of all bootstraps. Default: 1.");
    private readonly Option<bool> _json = CommonArguments.Json("Print one line of JSON for each algorithm, pair and dataset, with every digit, instead of tables.");

    public CompareCommand() : base(
        "compare", "Compare runs of search algorithms, of this tool or of anyone: intervals, effect sizes, tests, ranks.",
        "natsbench compare results",
        "natsbench compare results --file NATS-tss.natsb --metric normalised",
        "natsbench compare ours=mine.csv output/search-tss/cifar10-T20000/R-EA-SS3/results.pth --file NATS-tss.natsb --dataset cifar10 --budget paper",
        "natsbench compare finals.txt --file NATS-tss.natsb --dataset cifar100 --baselines --json")
    {
        _runs.AddTo(this);
        foreach (Option option in (Option[])[_resamples, _seed, _json])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        using NatsBenchmark? bench = _runs.Open(parsed);
        BenchmarkTable? table = bench is null ? null : new BenchmarkTable(bench);
        RunSet runs = _runs.Read(parsed, table, withTraces: false, interruption.Token);
        CompareOptions options = new() { Metric = _runs.Metric(parsed), Table = table };
        options = options with { Resamples = parsed.GetValue(_resamples) ?? options.Resamples, Seed = parsed.GetValue(_seed) ?? options.Seed };
        Comparison comparison = Comparison.Of(runs, options, interruption.Token);
        Sweep[] sweeps = [.. comparison.Tasks.SelectMany(task => Sweep.Of(task, options, interruption.Token))];
        return new ComparisonAnswer(comparison, sweeps).Answer().Write(
            parsed.GetValue(_json), bench?.Provenance.Synthetic ?? runs.Entries.Select(entry => entry.Provenance.Model).FirstOrDefault(model => model is not null) ?? "");
    }
}
