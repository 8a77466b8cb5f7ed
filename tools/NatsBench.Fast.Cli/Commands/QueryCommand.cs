using System.CommandLine;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench query</c>.</summary>
internal sealed class QueryCommand : BenchmarkCommand
{
    private readonly Argument<string[]> _architectures = CommonArguments.Architectures(ArgumentArity.OneOrMore, CommonArguments.OtherNames);
    private readonly Option<string[]> _datasets = new("--dataset") { Description = $"{CommonArguments.DatasetDescription} Several with commas.", HelpName = "DATASETS" };
    private readonly Option<string> _setting = CommonArguments.Setting();
    private readonly Option<string> _set = CommonArguments.Set($"One set only: {CommonArguments.SetNames}. Default: all.");
    private readonly Option<int?> _epoch = CommonArguments.Number<int>("--epoch", "The epoch, from 0. Default: the last.", "E");
    private readonly Option<bool> _curve = new("--curve") { Description = "Show every epoch." };
    private readonly Option<bool> _mean = new("--mean") { Description = "The mean over all seeds; the default." };
    private readonly Option<bool> _seeds = new("--seeds") { Description = "Beside the mean, the standard deviation over seeds and each seed." };
    private readonly Option<string[]> _seed = new("--seed") { Description = "The run with this seed; several with commas.", HelpName = "S" };
    private readonly Option<bool> _sample = new("--sample") { Description = "A run drawn at random, as a search sees it." };
    private readonly Option<int?> _drawSeed = CommonArguments.DrawSeed("Seed of the draw; without it, every call draws anew.");

    public QueryCommand() : base(
        "query", "Show loss, accuracy and time of architectures.",
        "natsbench query NATS-tss.natsb 11 --dataset cifar100",
        "natsbench query NATS-tss.natsb 11 284 --dataset cifar10,cifar100 --set test --seeds",
        "natsbench query NATS-tss.natsb 11 --dataset cifar10 --hp 12 --seed 777 --epoch 5",
        "natsbench query NATS-tss.natsb - --dataset cifar100 --set test --json < indices.txt",
        "natsbench query NATS-sss.natsb 8:8:8:16:32 --dataset cifar10-valid --set x-valid --curve --json")
    {
        _datasets.Required = true;
        Arguments.Add(_architectures);
        foreach (Option option in (Option[])[_datasets, _setting, _set, _epoch, _curve, _mean, _seeds, _seed, _sample, _drawSeed])
            Options.Add(option);
        Validators.Add(result =>
        {
            if (((Option[])[_mean, _seed, _sample]).Count(option => result.GetResult(option) is not null) > 1)
                result.AddError("--mean, --seed and --sample exclude one another.");
            if (result.GetResult(_seeds) is not null && ((Option[])[_seed, _sample, _curve]).Any(option => result.GetResult(option) is not null))
                result.AddError("--seeds shows the mean and each seed at one epoch; --seed, --sample and --curve show something else.");
            if (result.GetResult(_drawSeed) is not null && result.GetResult(_sample) is null)
                result.AddError("--rng-seed is the seed of --sample.");
            if (result.GetResult(_curve) is not null && result.GetResult(_epoch) is not null)
                result.AddError("--curve shows every epoch, --epoch one.");
        });
        foreach (Option<string[]> list in (Option<string[]>[])[_datasets, _seed])
            list.Validators.Add(result =>
            {
                if (result.Tokens.Any(token => token.Value.Split(',').Any(string.IsNullOrWhiteSpace)))
                    result.AddError($"{list.Name} is empty.");
            });
        _seed.Validators.Add(result =>
        {
            foreach (string text in Items(result.Tokens.Select(token => token.Value)))
                if (Numbers.Read(text, out long _) is { } fault || (text.Length > 1 && text[0] == '0' && (fault = $"'{text}' is no seed as files have them") is not null))
                    result.AddError($"{_seed.Name}: {fault}.");
        });
    }

    protected override Answer Ask(NatsBenchmark bench, ParseResult parsed)
    {
        string? key = parsed.GetValue(_setting), setName = parsed.GetValue(_set);
        TrainingSetting setting = Choices.Setting(bench, key);
        List<(Dataset Dataset, EvaluationSet? Set)> asked = [.. Items(parsed.GetRequiredValue(_datasets)).Select(
            name => setName is null ? (Choices.Dataset(bench, name), (EvaluationSet?)null) : SetNames.Resolve(bench, setting, name, setName))];
        Random random = parsed.GetValue(_drawSeed) is { } drawSeed ? new Random(drawSeed) : new Random();

        List<QueryItem> items = [];
        foreach (int index in Choices.Architectures(bench, parsed.GetRequiredValue(_architectures)))
            foreach ((Dataset dataset, EvaluationSet? set) in asked)
                foreach (SelectedRuns runs in Choose(bench.Runs(index, dataset, setting), parsed, random))
                {
                    QueryItem item = new(bench.Architecture(index), setting, runs, set is { } one ? [one] : QueryItem.SetsOf(bench, runs));
                    items.Add(parsed.GetValue(_curve) ? item.Curves() : item.At(parsed.GetValue(_epoch), parsed.GetValue(_seeds)));
                }
        return QueryAnswer.Of(items, Choices.Describe(setting, key), isLast: parsed.GetValue(_epoch) is null);
    }

    private IEnumerable<SelectedRuns> Choose(Runs runs, ParseResult parsed, Random random)
    {
        if (parsed.GetValue(_seed) is { Length: > 0 } seeds)
            return Items(seeds).Select(text => Numbers.Read(text, out long seed) is null ? seed : 0).Distinct().Select(runs.ForSeed);
        return [parsed.GetValue(_sample) ? runs.Sample(random) : runs.Mean()];
    }

    private static IEnumerable<string> Items(IEnumerable<string> lists) => lists.SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries));
}
