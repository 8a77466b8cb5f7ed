using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Extracting;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench extract</c>.</summary>
internal sealed class ExtractCommand : ExampleCommand
{
    private readonly Argument<string> _file = CommonArguments.File();
    private readonly Option<string> _output = CommonArguments.Output();
    private readonly Option<bool> _noCurves = new("--no-curves") { Description = "Leave every curve out: what remains is the numbers after the last epoch, totals and costs." };
    private readonly Option<string[]> _datasets = Names("--datasets", "DATASET,…", "The datasets to keep. Default: all.");
    private readonly Option<string[]> _settings = Names("--settings", "KEY,…", "The settings to keep, such as 12,200. Default: all.");
    private readonly Option<string[]> _architectures = new("--architectures")
    {
        Description = "The architectures whose records are kept: indices, ranges such as 0..99, texts and other names; - reads them from the standard input, one a line. All keep their index. Default: all.",
        HelpName = "ARCHITECTURE…",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _json = CommonArguments.Json();

    public ExtractCommand() : base(
        "extract", "Write a part of a column file as a small file of its own: the same bits, the same provenance.",
        "natsbench extract NATS-tss.natsb -o small.natsb --no-curves",
        "natsbench extract NATS-tss.natsb -o cifar.natsb --datasets cifar10-valid,cifar10 --settings 200",
        "natsbench extract NATS-tss.natsb -o few.natsb --architectures 0..99 2631 '(0, 2, 3, 2, 3, 1)'")
    {
        Arguments.Add(_file);
        _output.Required = true;
        foreach (Option option in (Option[])[_output, _noCurves, _datasets, _settings, _architectures, _json])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string file = parsed.GetRequiredValue(_file), output = parsed.GetRequiredValue(_output);
        ExtractionOptions options = new()
        {
            WithoutCurves = parsed.GetValue(_noCurves),
            Datasets = Split(parsed.GetValue(_datasets), name => new Dataset(name)),
            Settings = Split(parsed.GetValue(_settings), key => new TrainingSetting(key)),
            Architectures = parsed.GetValue(_architectures) is { Length: > 0 } words ? Architectures(file, words) : null,
        };
        BenchmarkExtraction.Extract(file, output, options);
        using NatsBenchmark bench = NatsBenchmark.Open(output);
        long before = new FileInfo(file).Length, bytes = new FileInfo(output).Length;
        Answer answer = new(json => WriteJson(json, bench, before, bytes), text => WriteText(text, bench, before, bytes));
        return answer.Write(parsed.GetValue(_json), bench.Provenance.Synthetic);
    }

    private static HashSet<int> Architectures(string file, string[] words)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(file);
        HashSet<int> indices = [];
        foreach (string word in words)
            if (word.Split("..") is [var first, var last] && Numbers.Read(first, out int from) is null && Numbers.Read(last, out int to) is null)
            {
                _ = bench.Architecture(from);
                _ = bench.Architecture(to);
                indices.UnionWith(Enumerable.Range(from, int.Max(0, to - from + 1)).Where(bench.HasRecord));
            }
            else
                indices.UnionWith(Choices.Architectures(bench, [word]));
        return indices.Count > 0 ? indices : throw new NatsBenchException($"{file}: has no record of any architecture named");
    }

    private static List<T>? Split<T>(string[]? words, Func<string, T> make) =>
        words is { Length: > 0 } ? [.. words.SelectMany(word => word.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(make)] : null;

    private static Option<string[]> Names(string name, string value, string description) => new(name) { Description = description, HelpName = value };

    private static void WriteJson(Utf8JsonWriter json, NatsBenchmark bench, long before, long bytes)
    {
        json.WriteString("file", bench.Path);
        json.WriteNumber("bytes", bytes);
        json.WriteNumber("bytes_before", before);
        json.WriteString("contents", Display.Contents(bench.Contents));
        json.WriteNumber("architectures", bench.Count);
        json.WriteNumber("records", bench.RecordCount);
        json.WriteNumber("extra_columns", bench.Extras.Count);
        json.WriteString("source", bench.Provenance.SourceName);
    }

    private static void WriteText(TextOutput text, NatsBenchmark bench, long before, long bytes)
    {
        text.Title($"{bench.Path}: {Display.Bytes(bytes)} of {Display.Bytes(before)}, {Display.Contents(bench.Contents)}");
        text.Line($"records of {Display.Count(bench.RecordCount)} of {Display.Count(bench.Count)} architectures; datasets {string.Join(", ", bench.Datasets)}; settings {string.Join(", ", bench.Settings)}; {Display.Count(bench.Extras.Count)} extra columns");
    }
}
