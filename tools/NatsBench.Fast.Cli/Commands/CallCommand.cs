using System.CommandLine;
using System.Runtime.ExceptionServices;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Cli.Streams;
using NatsBench.Fast.Cli.Weights;
using NatsBench.Fast.Official;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench call</c>: the official calls as lines of JSON, for programs in any language.</summary>
internal sealed class CallCommand : ExampleCommand
{
    private readonly Argument<string> _file = CommonArguments.File();
    private readonly Option<int?> _drawSeed = CommonArguments.DrawSeed("Seed of every draw (is_random, random, simulate_train_eval); without it, every session draws anew.");

    private readonly Option<string> _weights = CommonArguments.NotEmpty(new Option<string>("--weights")
    {
        Description = "A full archive (directory, .tar or one record) for get_net_param, clear_params and reload; tensors are told by type, shape and SHA-256.",
        HelpName = "ARCHIVE",
    });
    private readonly Option<bool> _tensorValues = new("--tensor-values") { Description = "Tell every number of the tensors too, flat, slowest side first." };

    public CallCommand() : base(
        "call", "Answer the official library's calls: a line of JSON in, a line of JSON out.",
        """echo '{"call": "get_more_info", "args": {"index": 11, "dataset": "cifar100", "hp": "200", "is_random": false}}' | natsbench call NATS-tss.natsb""",
        """natsbench call NATS-tss.natsb --rng-seed 1 < calls.jsonl > answers.jsonl""",
        """echo '{"call": "get_net_param", "args": {"index": 284, "dataset": "cifar10", "seed": 777}}' | natsbench call NATS-tss.natsb --weights NATS-tss-v1_0-3ffb9-full.tar""")
    {
        Arguments.Add(_file);
        foreach (Option option in (Option[])[_drawSeed, _weights, _tensorValues])
            Options.Add(option);
        Validators.Add(result =>
        {
            if (result.GetResult(_tensorValues) is not null && result.GetResult(_weights) is null)
                result.AddError("--tensor-values goes with --weights, which names the archive of the tensors.");
        });
        SetAction(Run);
    }

    private void Run(ParseResult parsed)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(parsed.GetRequiredValue(_file));
        Answer.SaySynthetic(bench.Provenance.Synthetic);
        Random random = parsed.GetValue(_drawSeed) is { } seed ? new Random(seed) : new Random();
        IOfficialWeights? weights = parsed.GetValue(_weights) is { } archive ? new ArchiveWeights(archive, parsed.GetValue(_tensorValues)) : null;
        using Stream input = StandardStreams.OpenInput();
        using Stream output = StandardStreams.OpenOutput();
        OfficialCalls calls = new(bench, random, weights);
        Exception? first = null;
        LineService.Serve(input, output, line =>
        {
            string answer = calls.Answer(line, out Exception? fault);
            first ??= fault;
            return answer;
        });
        // Every line has its answer; that one of them could not be a true one is the command's failure all the same.
        if (first is not null)
            ExceptionDispatchInfo.Throw(first);
    }
}
