using System.CommandLine;
using System.Runtime.ExceptionServices;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Cli.Streams;
using NatsBench.Fast.Official;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench call</c>: the official calls as lines of JSON, for programs in any language.</summary>
internal sealed class CallCommand : ExampleCommand
{
    private readonly Argument<string> _file = CommonArguments.File();
    private readonly Option<int?> _drawSeed = CommonArguments.DrawSeed("Seed of every draw (is_random, random, simulate_train_eval); without it, every session draws anew.");

    public CallCommand() : base(
        "call", "Answer the official library's calls: a line of JSON in, a line of JSON out.",
        """echo '{"call": "get_more_info", "args": {"index": 11, "dataset": "cifar100", "hp": "200", "is_random": false}}' | natsbench call NATS-tss.natsb""",
        """natsbench call NATS-tss.natsb --rng-seed 1 < calls.jsonl > answers.jsonl""")
    {
        Arguments.Add(_file);
        Options.Add(_drawSeed);
        SetAction(Run);
    }

    private void Run(ParseResult parsed)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(parsed.GetRequiredValue(_file));
        Answer.SaySynthetic(bench.Provenance.Synthetic);
        Random random = parsed.GetValue(_drawSeed) is { } seed ? new Random(seed) : new Random();
        using Stream input = StandardStreams.OpenInput();
        using Stream output = StandardStreams.OpenOutput();
        OfficialCalls calls = new(bench, random);
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
