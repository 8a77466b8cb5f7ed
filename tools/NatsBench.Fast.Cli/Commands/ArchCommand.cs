using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench arch</c>.</summary>
internal sealed class ArchCommand : BenchmarkCommand
{
    private const double Million = 1_000_000;

    private static readonly string[] Countable = [Dataset.Cifar10Valid.Name, Dataset.Cifar10.Name, Dataset.Cifar100.Name, Dataset.ImageNet16120.Name];

    private readonly Argument<string[]> _architectures = CommonArguments.Architectures(ArgumentArity.ZeroOrMore);
    private readonly Option<int?> _random = CommonArguments.Number<int>("--random", "Draw so many architectures, uniformly and independently.", least: 1);
    private readonly Option<int?> _seed = CommonArguments.Number<int>("--seed", "Seed of the draw; without it, every call draws others.", "S");
    private readonly Option<bool> _all = new("--all") { Description = "List the whole space." };
    private readonly Option<string> _dataset = CommonArguments.Dataset("The dataset that costs are counted for, by its classes and image size: cifar10-valid, cifar10, cifar100 or ImageNet16-120. Default: cifar10.");

    public ArchCommand() : base(
        "arch", "Show architectures by index or text, with their costs by formula.",
        "natsbench arch NATS-tss.natsb 11",
        "natsbench arch NATS-sss.natsb 8:8:8:16:32 --dataset cifar100",
        "natsbench arch NATS-tss.natsb --random 5 --seed 1 --json")
    {
        Arguments.Add(_architectures);
        Options.Add(_random);
        Options.Add(_seed);
        Options.Add(_all);
        CommonArguments.OneOf(_dataset, Countable);
        Options.Add(_dataset);
        Validators.Add(result =>
        {
            int ways = (result.GetResult(_architectures)?.Tokens.Count > 0 ? 1 : 0)
                + (result.GetResult(_random) is not null ? 1 : 0) + (result.GetResult(_all) is not null ? 1 : 0);
            if (ways != 1)
                result.AddError("Name architectures, or ask for --random N or --all.");
            if (result.GetResult(_seed) is not null && result.GetResult(_random) is null)
                result.AddError("--seed is the seed of --random.");
        });
    }

    protected override Answer Ask(NatsBenchmark bench, ParseResult parsed)
    {
        Dataset dataset = parsed.GetValue(_dataset) is { } name ? new Dataset(name) : Dataset.Cifar10;
        List<Row> rows = [.. Indices(bench, parsed).Select(index => Describe(bench, index, dataset))];
        return new Answer(json => WriteJson(json, dataset, rows), text => WriteText(text, dataset, rows));
    }

    private IEnumerable<int> Indices(NatsBenchmark bench, ParseResult parsed)
    {
        if (parsed.GetValue(_all))
            return Enumerable.Range(0, bench.Count);
        if (parsed.GetValue(_random) is { } count)
        {
            Random random = parsed.GetValue(_seed) is { } seed ? new Random(seed) : new Random();
            return Enumerable.Range(0, count).Select(_ => bench.RandomIndex(random));
        }
        return Choices.Architectures(bench, parsed.GetValue(_architectures)!);
    }

    private static Row Describe(NatsBenchmark bench, int index, Dataset dataset)
    {
        string text = bench.Architecture(index);
        return new Row(
            index, text, bench.Space == SearchSpace.Topology ? bench.UniqueString(index) : null, NetworkCost.Of(text, dataset));
    }

    private static void WriteJson(Utf8JsonWriter json, Dataset dataset, List<Row> rows)
    {
        json.WriteString("costs_for", dataset.Name);
        json.WriteStartArray("architectures");
        foreach (Row row in rows)
        {
            json.WriteStartObject();
            json.WriteArchitecture(row.Index, row.Text);
            if (row.UniqueString is not null)
                json.WriteString("unique_string", row.UniqueString);
            json.WriteDouble("flops", row.Cost.MultiplyAdds / Million);
            json.WriteDouble("params", row.Cost.Parameters / Million);
            json.WriteNumber("flops_count", row.Cost.MultiplyAdds);
            json.WriteNumber("params_count", row.Cost.Parameters);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteText(TextOutput text, Dataset dataset, List<Row> rows)
    {
        text.Title($"Architectures, costs counted by formula for {dataset}");
        bool hasUniqueStrings = rows.Exists(row => row.UniqueString is not null);
        TextTable table = new([
            TextTable.Number("index"), "architecture", TextTable.Number("parameters"), TextTable.Number("FLOPs"),
            .. hasUniqueStrings ? new TextTable.Column[] { "unique string" } : []]);
        foreach (Row row in rows)
            table.Add([
                $"{row.Index}", row.Text, Display.Count(row.Cost.Parameters), Display.Count(row.Cost.MultiplyAdds),
                .. row.UniqueString is null ? Array.Empty<string>() : [row.UniqueString]]);
        text.Table(table);
    }

    private sealed record Row(int Index, string Text, string? UniqueString, NetworkCost Cost);
}
