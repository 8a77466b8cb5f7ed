using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Schema;
using NatsBench.Fast.Search.Fronts;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench pareto</c>.</summary>
internal sealed class ParetoCommand : BenchmarkCommand
{
    private readonly ColumnOptions _asked = new();
    private readonly PlotOption _plot = new();
    private readonly Option<string> _objectives = CommonArguments.NotEmpty(new Option<string>("--objectives")
    {
        Description = $"The columns that are weighed, each by its own direction. Such as {ColumnOptions.Names}. Default: test,flops.",
        HelpName = "NAME,…",
        DefaultValueFactory = _ => "test,flops",
    });
    private readonly Option<string> _reference = CommonArguments.NotEmpty(new Option<string>("--reference")
    {
        Description = "The reference point of the hypervolume, a number for each objective in its unit. Default: 0 % of accuracies, else the worst of all architectures.",
        HelpName = "NUMBER,…",
    });

    public ParetoCommand() : base(
        "pareto", "Find the architectures that no other dominates in some columns, and their hypervolume.",
        "natsbench pareto NATS-tss.natsb --objectives test,flops --dataset cifar100 --plot front.svg",
        "natsbench pareto NATS-tss.natsb --objectives valid,params,help.pixel2.latency --where 'flops < 100' --json",
        "natsbench pareto NATS-sss.natsb --objectives valid-loss,flops --reference 3,300")
    {
        foreach (Option option in (Option[])[_objectives, _reference, _plot.Option, .. _asked.All])
            Options.Add(option);
    }

    protected override Answer Ask(NatsBenchmark bench, ParseResult parsed)
    {
        AskedColumns asked = _asked.Read(bench, parsed);
        List<AskedColumn> columns = asked.ReadAll(parsed.GetRequiredValue(_objectives), _objectives.Name);
        ColumnFront front = Front(columns, parsed.GetValue(_reference) is { } text ? Reference(text) : null);
        string? picture = _plot.Draw(bench, parsed, () => columns.Count < 2
            ? throw new NatsBenchException($"{_plot.Option.Name}: one objective makes no picture; name two")
            : ColumnPicture.Scatter("pareto", $"{columns[0].Name} against {columns[1].Name}, and the front", columns[1], columns[0], ("the front", front.Architectures)));
        return new Answer(
            json =>
            {
                asked.Write(json);
                WriteJson(json, bench, columns, front);
            },
            output =>
            {
                output.Title($"{Display.Count(front.Architectures.Count)} architectures that no other dominates in {string.Join(", ", columns.Select(column => column.Name))}");
                asked.Write(output);
                WriteText(output, bench, columns, front);
                output.Picture(picture);
            });
    }

    private ColumnFront Front(List<AskedColumn> columns, double[]? reference)
    {
        try
        {
            return ColumnFront.Of(
                [.. columns.Select(column => column.Column.Quantity)], [.. columns.Select(column => column.Values)], [.. columns.Select(column => column.All)], reference);
        }
        catch (NatsBenchException e)
        {
            throw new NatsBenchException($"{(reference is null ? _objectives : _reference).Name}: {e.Message}", e);
        }
    }

    private double[] Reference(string text) => [.. text.Split(',').Select(word =>
        Numbers.Read(word, out double number) is { } fault ? throw new NatsBenchException($"{_reference.Name}: {fault}") : number)];

    private static void WriteJson(Utf8JsonWriter json, NatsBenchmark bench, List<AskedColumn> columns, ColumnFront front)
    {
        json.WriteStartArray("objectives");
        foreach ((AskedColumn column, double reference) in columns.Zip(front.Reference))
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("unit", column.Unit);
            json.WriteString("direction", ExtraJson.DirectionWord(column.Direction));
            json.WriteDouble("reference", reference);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteDouble("hypervolume", front.Hypervolume);
        json.WriteString("hypervolume_unit", Units(columns));
        json.WriteStartArray("front");
        foreach (int index in front.Architectures)
        {
            json.WriteStartObject();
            json.WriteArchitecture(index, bench.Architecture(index));
            foreach (AskedColumn column in columns)
                json.WriteValue(column.Name, column.All[index]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteText(TextOutput text, NatsBenchmark bench, List<AskedColumn> columns, ColumnFront front)
    {
        text.Line($"the better: {string.Join(", ", columns.Select(column => $"{column.Name} the {ExtraJson.DirectionWord(column.Direction)}"))}");
        string reference = string.Join(", ", columns.Zip(front.Reference, (column, value) => string.Create(CultureInfo.InvariantCulture, $"{column.Name} {value:G6} {column.Unit}").TrimEnd()));
        text.Line($"hypervolume {Display.Number(front.Hypervolume)}{(Units(columns) is { Length: > 0 } unit ? $" {unit}" : "")}, reference point {reference}");
        TextTable table = new([TextTable.Number("index"), "architecture", .. columns.Select(column => TextTable.Number(column.Label))]);
        foreach (int index in front.Architectures)
            table.Add([$"{index}", bench.Architecture(index), .. columns.Select(column => Display.Number(column.All[index]))]);
        text.Table(table);
        if (columns.Count != 2)
            return;
        HashSet<int> members = [.. front.Architectures];
        text.Line($"{columns[0].Label} against {columns[1].Label}; o the front, else . one, : up to 4, + up to 16, # more architectures");
        foreach (string line in TextScatter.Draw(columns[1].Values, columns[0].Values, columns[1].Label, members.Contains))
            text.Line(line);
    }

    // The product of all units, such as % · M.
    private static string Units(List<AskedColumn> columns) => string.Join(" · ", columns.Select(column => column.Unit).Where(unit => unit.Length > 0));
}
