using System.CommandLine;
using NatsBench.Fast.Cli.Streams;
using NatsBench.Fast.Inference.Latency;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>The arguments of commands that measure architectures without an archive, keep what they measured, and attach it to a column file.</summary>
/// <param name="all">What <c>--all</c> says.</param>
/// <param name="what">What the file keeps.</param>
/// <param name="defaultName">The extra column's name where nobody says.</param>
/// <param name="table">The form of the command that asks a table instead; null where there is none.</param>
internal sealed class MeasuredSpaceArguments(string all, string what, string defaultName, TableScoreOptions? table = null)
{
    private const string StandardInput = "-";

    private static readonly string[] Spaces = [SearchSpace.Topology.ShortName(), SearchSpace.Size.ShortName()];

    private readonly Argument<string> _space = new("SPACE")
    {
        Description = table is null ? "tss (topology) or sss (size)." : "tss (topology) or sss (size); with --file: GENOTYPES, a file with an architecture a line, or -.",
    };
    private readonly Argument<string[]> _architectures = CommonArguments.Architectures(ArgumentArity.ZeroOrMore);
    private readonly Option<bool> _all = new("--all") { Description = all };
    private readonly Option<string> _dataset = CommonArguments.Dataset(
        "Whose images and classes the networks have: cifar10-valid, cifar10, cifar100 or ImageNet16-120. Default: cifar10.");
    private readonly Option<string> _output = CommonArguments.NotEmpty(new Option<string>("--output", "-o")
    {
        Description = $"A file that keeps what is {what}, a line of JSON each; what it has is not {what} again.",
        HelpName = "FILE.jsonl",
    });
    private readonly Option<string> _attach = CommonArguments.NotEmpty(new Option<string>("--attach")
    {
        Description = $"A column file of the space that gets what is {what} as an extra column, beside it; it stays as it is.",
        HelpName = "FILE.natsb",
    });
    private readonly Option<string> _name = CommonArguments.NotEmpty(new Option<string>("--name")
    {
        Description = $"The extra column's name, source.what.quantity. Default: such as {defaultName}.",
        HelpName = "NAME",
    });

    /// <summary>Gives a command the arguments.</summary>
    public void AddTo(Command command)
    {
        if (table is null)
            CommonArguments.OneOf(_space, Spaces);
        CommonArguments.OneOf(_dataset, [Dataset.Cifar10Valid.Name, Dataset.Cifar10.Name, Dataset.Cifar100.Name, Dataset.ImageNet16120.Name]);
        command.Arguments.Add(_space);
        command.Arguments.Add(_architectures);
        foreach (Option option in (Option[])[_all, _dataset, _output, _attach, _name])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (table?.IsAsked(result) == true)
            {
                if (command.Options.FirstOrDefault(option => !table.Has(option) && result.GetResult(option) is { Implicit: false }) is { } other)
                    result.AddError($"{other.Name} is of scores without training; with --file architectures are looked up.");
                if (result.GetResult(_architectures) is { Tokens.Count: > 0 })
                    result.AddError("With --file the architectures stand in a file, one a line, or come from the standard input (-).");
                return;
            }
            if (table is not null && result.GetResult(_space) is { Tokens: [{ Value: var space }] } && !Spaces.Contains(space))
                result.AddError($"SPACE: '{space}' is none of {string.Join(", ", Spaces.Select(one => $"'{one}'"))}; with --file it is a file of architectures.");
            bool isAll = result.GetResult(_all) is not null;
            if (isAll == result.GetResult(_architectures) is { Tokens.Count: > 0 })
                result.AddError("Name architectures, or --all for every one.");
            if (isAll && result.GetResult(_output) is null)
                result.AddError($"--all needs -o: what was {what} is kept there, and goes on from there.");
            if (result.GetResult(_name) is not null && result.GetResult(_attach) is null)
                result.AddError("--name is that of the extra column; it needs --attach.");
        });
    }

    /// <summary>The first word: a space, or a file of architectures.</summary>
    public string First(ParseResult parsed) => parsed.GetRequiredValue(_space);

    /// <summary>What was asked for.</summary>
    /// <exception cref="NatsBenchException">An architecture is none of the space, none was named, or the column file is of another space.</exception>
    public MeasuredSpace Read(ParseResult parsed)
    {
        SpaceArchitectures space = new(parsed.GetRequiredValue(_space) == SearchSpace.Topology.ShortName() ? SearchSpace.Topology : SearchSpace.Size);
        int[] architectures = parsed.GetValue(_all)
            ? [.. Enumerable.Range(0, space.Count)]
            : [.. parsed.GetRequiredValue(_architectures).SelectMany(word => word == StandardInput ? StandardStreams.ReadLines() : [word]).Select(space.IndexOf)];
        if (architectures.Length == 0)
            throw new NatsBenchException("no architecture was named: the standard input was empty");
        MeasuredSpace measured = new(
            space, architectures, new Dataset(parsed.GetValue(_dataset) ?? Dataset.Cifar10.Name), parsed.GetValue(_output), parsed.GetValue(_attach),
            parsed.GetValue(_name));
        // Before the work, which may take hours, and not after it.
        measured.CheckAttachable();
        return measured;
    }
}
