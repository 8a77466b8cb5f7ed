using System.CommandLine;
using NatsBench.Fast.Attaching;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench detach</c>.</summary>
internal sealed class DetachCommand : ExampleCommand
{
    private readonly Argument<string> _file = CommonArguments.File();
    private readonly Argument<string[]> _names = new("NAME")
    {
        Description = "Extra columns that 'natsbench tables' lists; one that ends with '.*' means all that begin so.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _all = new("--all") { Description = "Every extra column of the file: what remains is what the archive made, byte for byte." };
    private readonly Option<string> _output = CommonArguments.Output();
    private readonly Option<bool> _json = CommonArguments.Json();

    public DetachCommand() : base(
        "detach", "Take extra columns out of a column file.",
        "natsbench detach NATS-tss.natsb help.pixel2.latency",
        "natsbench detach NATS-tss.natsb 'hwnas.*' zc.cifar10.synflow -o NATS-tss-small.natsb",
        "natsbench detach NATS-tss.natsb --all")
    {
        Arguments.Add(_file);
        Arguments.Add(_names);
        foreach (Option option in (Option[])[_all, _output, _json])
            Options.Add(option);
        Validators.Add(result =>
        {
            if (result.GetResult(_names)?.Tokens.Count is null or 0 == result.GetResult(_all) is null)
                result.AddError("Name the extra columns to take out, or give --all.");
        });
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string file = parsed.GetRequiredValue(_file), target = parsed.GetValue(_output) ?? file;
        (string[] names, string synthetic) = Find(file, parsed.GetValue(_all) ? null : parsed.GetRequiredValue(_names));
        PathKind.RefuseToReplace(target, []);
        ExtraAttachment.Detach(file, names, target);
        Answer answer = new(
            json =>
            {
                json.WriteString("file", target);
                json.WriteNumber("bytes", new FileInfo(target).Length);
                json.WriteStartArray("detached");
                foreach (string name in names)
                    json.WriteStringValue(name);
                json.WriteEndArray();
            },
            text => text.Title($"{target}: {Display.Bytes(new FileInfo(target).Length)}, without {string.Join(", ", names)}"));
        return answer.Write(parsed.GetValue(_json), synthetic);
    }

    private static (string[] Names, string Synthetic) Find(string file, string[]? words)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(file);
        string[] own = [.. bench.Extras.Where(column => column.Path == bench.Path).Select(column => column.Name)];
        if (words is null)
            return own.Length > 0 ? (own, bench.Provenance.Synthetic) : throw new NatsBenchException($"{file}: holds no extra columns");
        List<string> names = [];
        foreach (string word in words)
        {
            string[] found = word.EndsWith(".*", StringComparison.Ordinal) ? [.. own.Where(name => name.StartsWith(word[..^1], StringComparison.Ordinal))] : [word];
            names.AddRange(found.Length > 0 ? found : throw new NatsBenchException($"{file}: holds no extra column whose name begins with '{word[..^1]}'"));
        }
        return ([.. names.Distinct()], bench.Provenance.Synthetic);
    }
}
