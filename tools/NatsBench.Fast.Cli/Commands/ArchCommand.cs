using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Model;
using NatsBench.Fast.Tables.Keys;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench arch</c>.</summary>
internal sealed class ArchCommand : BenchmarkCommand
{
    private const double Million = 1_000_000;

    private static readonly string[] Countable = [Dataset.Cifar10Valid.Name, Dataset.Cifar10.Name, Dataset.Cifar100.Name, Dataset.ImageNet16120.Name];

    private readonly Argument<string[]> _architectures = CommonArguments.Architectures(ArgumentArity.ZeroOrMore, CommonArguments.OtherNames);
    private readonly Option<int?> _random = CommonArguments.Number<int>("--random", "Draw so many architectures, uniformly and independently.", least: 1);
    private readonly Option<int?> _seed = CommonArguments.Number<int>("--seed", "Seed of the draw; without it, every call draws others.", "S");
    private readonly Option<bool> _all = new("--all") { Description = "List the whole space." };
    private readonly Option<string> _dataset = CommonArguments.Dataset("The dataset that costs are counted for, by its classes and image size: cifar10-valid, cifar10, cifar100 or ImageNet16-120. Default: cifar10.");

    public ArchCommand() : base(
        "arch", "Show architectures by any of their names, with all names and the costs by formula.",
        "natsbench arch NATS-tss.natsb 11",
        "natsbench arch NATS-sss.natsb 8:8:8:16:32 --dataset cifar100",
        "natsbench arch NATS-tss.natsb '(4, 0, 3, 1, 4, 3)' 410242 Op1=4,Op2=0,Op3=3,Op4=1,Op5=4,Op6=3",
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
        if (bench.Space == SearchSpace.NasBench101)
            return Modules(bench, Indices(bench, parsed));
        Dataset dataset = parsed.GetValue(_dataset) is { } name ? new Dataset(name) : Dataset.Cifar10;
        ArchitectureKeys keys = new(bench);
        List<Row> rows = [.. Indices(bench, parsed).Select(index => Describe(keys, index, dataset))];
        return new Answer(json => WriteJson(json, dataset, rows), text => WriteText(text, dataset, rows));
    }

    // Modules have one name more, their graph, and no costs by formula.
    private static Answer Modules(NatsBenchmark bench, IEnumerable<int> indices)
    {
        List<(int Index, string Hash, ModuleGraph Module)> rows = [.. indices.Select(index => (index, bench.Architecture(index), bench.Module(index)))];
        return new Answer(
            json =>
            {
                json.WriteStartArray("architectures");
                foreach ((int index, string hash, ModuleGraph module) in rows)
                {
                    json.WriteStartObject();
                    json.WriteArchitecture(index, hash);
                    json.WriteString("matrix", module.Matrix());
                    json.WriteStartArray("operations");
                    foreach (string name in module.OperationNames())
                        json.WriteStringValue(name);
                    json.WriteEndArray();
                    json.WriteNumber("edges", module.Edges);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            },
            text =>
            {
                text.Title("Modules");
                TextTable table = new(TextTable.Number("index"), "hash", "matrix, row by row", "operations");
                foreach ((int index, string hash, ModuleGraph module) in rows)
                    table.Add($"{index}", hash, module.Matrix(), string.Join(',', module.OperationNames()));
                text.Table(table);
            });
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

    private static Row Describe(ArchitectureKeys keys, int index, Dataset dataset)
    {
        ArchitectureNames names = keys.Names(index);
        return new Row(
            names, keys.Benchmark.Space == SearchSpace.Topology ? keys.Benchmark.UniqueString(index) : null, NetworkCost.Of(names.Text, dataset));
    }

    private static void WriteJson(Utf8JsonWriter json, Dataset dataset, List<Row> rows)
    {
        json.WriteString("costs_for", dataset.Name);
        json.WriteStartArray("architectures");
        foreach (Row row in rows)
        {
            json.WriteStartObject();
            json.WriteArchitecture(row.Names.Index, row.Names.Text);
            WriteName("codes", row.Names.Codes);
            WriteName("naslib", row.Names.Naslib);
            WriteName("jahs", row.Names.Jahs);
            if (row.Names.Representative is { } representative)
                json.WriteNumber("representative", representative);
            WriteName("unique_string", row.UniqueString);
            json.WriteDouble("flops", row.Cost.MultiplyAdds / Million);
            json.WriteDouble("params", row.Cost.Parameters / Million);
            json.WriteNumber("flops_count", row.Cost.MultiplyAdds);
            json.WriteNumber("params_count", row.Cost.Parameters);
            json.WriteEndObject();
        }
        json.WriteEndArray();

        void WriteName(string key, string? name)
        {
            if (name is not null)
                json.WriteString(key, name);
        }
    }

    private static void WriteText(TextOutput text, Dataset dataset, List<Row> rows)
    {
        text.Title($"Architectures, costs counted by formula for {dataset}");
        TextTable costs = new(TextTable.Number("index"), "architecture", TextTable.Number("parameters"), TextTable.Number("FLOPs"));
        foreach (Row row in rows)
            costs.Add($"{row.Names.Index}", row.Names.Text, Display.Count(row.Cost.Parameters), Display.Count(row.Cost.MultiplyAdds));
        text.Table(costs);
        bool areCells = rows.Exists(row => row.UniqueString is not null);
        TextTable names = new([
            TextTable.Number("index"), "NASLib's tuple", .. areCells ? new TextTable.Column[] { "codes", "JAHS's columns", TextTable.Number("representative"), "unique string" } : []]);
        foreach (Row row in rows)
            names.Add([
                $"{row.Names.Index}", row.Names.Naslib ?? "",
                .. areCells ? new[] { row.Names.Codes ?? "", row.Names.Jahs ?? "", $"{row.Names.Representative}", row.UniqueString ?? "" } : []]);
        text.Table(names);
    }

    private sealed record Row(ArchitectureNames Names, string? UniqueString, NetworkCost Cost);
}
