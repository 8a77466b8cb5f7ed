using System.CommandLine;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench query</c>.</summary>
internal sealed class QueryCommand : BenchmarkCommand
{
    private readonly Argument<string> _architecture = CommonArguments.Architecture();
    private readonly Option<string> _dataset = CommonArguments.Dataset();
    private readonly Option<string> _setting = CommonArguments.Setting();
    private readonly Option<string> _set = CommonArguments.Set("One set only: train, x-valid, x-test, ori-test or another of the file. Default: all.");
    private readonly Option<int?> _epoch = CommonArguments.Number<int>("--epoch", "The epoch, from 0. Default: the last.", "E");
    private readonly Option<bool> _curve = new("--curve") { Description = "Show every epoch." };
    private readonly Option<bool> _mean = new("--mean") { Description = "The mean over all seeds; the default." };
    private readonly Option<long?> _seed = CommonArguments.Number<long>("--seed", "The run with this seed.", "S");
    private readonly Option<bool> _sample = new("--sample") { Description = "A run drawn at random, as a search sees it." };
    private readonly Option<int?> _drawSeed = CommonArguments.DrawSeed("Seed of the draw; without it, every call draws anew.");

    public QueryCommand() : base(
        "query", "Show loss, accuracy and time of an architecture.",
        "natsbench query NATS-tss.natsb 11 --dataset cifar100",
        "natsbench query NATS-tss.natsb 11 --dataset cifar10 --hp 12 --seed 777 --epoch 5",
        "natsbench query NATS-sss.natsb 8:8:8:16:32 --dataset cifar10-valid --set x-valid --curve --json")
    {
        _dataset.Required = true;
        Arguments.Add(_architecture);
        foreach (Option option in (Option[])[_dataset, _setting, _set, _epoch, _curve, _mean, _seed, _sample, _drawSeed])
            Options.Add(option);
        Validators.Add(result =>
        {
            if (((Option[])[_mean, _seed, _sample]).Count(option => result.GetResult(option) is not null) > 1)
                result.AddError("--mean, --seed and --sample exclude one another.");
            if (result.GetResult(_drawSeed) is not null && result.GetResult(_sample) is null)
                result.AddError("--rng-seed is the seed of --sample.");
            if (result.GetResult(_curve) is not null && result.GetResult(_epoch) is not null)
                result.AddError("--curve shows every epoch, --epoch one.");
        });
    }

    protected override Answer Ask(NatsBenchmark bench, ParseResult parsed)
    {
        int index = Choices.Architecture(bench, parsed.GetRequiredValue(_architecture));
        string? key = parsed.GetValue(_setting);
        TrainingSetting setting = Choices.Setting(bench, key);
        SelectedRuns runs = Choose(bench.Runs(index, new Dataset(parsed.GetRequiredValue(_dataset)), setting), parsed);
        IReadOnlyList<EvaluationSet> sets = parsed.GetValue(_set) is { } set ? [new EvaluationSet(set)] : runs.Runs.Sets;

        QueryAnswer answer = new(bench.Architecture(index), setting, Choices.Describe(setting, key), runs);
        return parsed.GetValue(_curve) ? answer.Curve(sets) : answer.At(parsed.GetValue(_epoch), sets);
    }

    private SelectedRuns Choose(Runs runs, ParseResult parsed)
    {
        if (parsed.GetValue(_seed) is { } seed)
            return runs.ForSeed(seed);
        if (parsed.GetValue(_sample))
            return runs.Sample(parsed.GetValue(_drawSeed) is { } drawSeed ? new Random(drawSeed) : new Random());
        return runs.Mean();
    }
}
