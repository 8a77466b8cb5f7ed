using System.CommandLine;
using NatsBench.Fast.Cli.Output;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>A command that asks a column file something and shows the answer as text or as JSON.</summary>
internal abstract class BenchmarkCommand : ExampleCommand
{
    private readonly Argument<string> _file = CommonArguments.File();
    private readonly Option<bool> _json = CommonArguments.JsonWithUnits();

    protected BenchmarkCommand(string name, string description, params string[] examples) : base(name, description, examples)
    {
        Arguments.Add(_file);
        Options.Add(_json);
        SetAction(Run);
    }

    protected abstract Answer Ask(NatsBenchmark bench, ParseResult parsed);

    private int Run(ParseResult parsed)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(parsed.GetRequiredValue(_file));
        Answer answer;
        try
        {
            answer = Ask(bench, parsed);
        }
        catch (NatsBenchException e) when (bench.Provenance.Partial is { Length: > 0 } partial && !e.Message.Contains(partial, StringComparison.Ordinal))
        {
            throw new NatsBenchException($"{e.Message} (a partial file: {partial})", e);
        }
        return answer.Write(parsed.GetValue(_json), bench.Provenance.Synthetic);
    }
}
