using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Scans;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench scan</c>.</summary>
internal sealed class ScanCommand : BenchmarkCommand
{
    private const int DefaultTop = 10;

    private readonly ColumnOptions _asked = new();
    private readonly PlotOption _plot = new();
    private readonly Option<string> _by = CommonArguments.NotEmpty(new Option<string>("--by")
    {
        Description = $"The column that ranks, by its direction: accuracies the greatest first, costs and losses the least. Such as {ColumnOptions.Names}. Default: valid.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "valid",
    });
    private readonly Option<int?> _top = CommonArguments.Number<int>("--top", $"How many are shown; of equal ones the lower index first. Default: {DefaultTop}.", least: 1);
    private readonly Option<string> _columns = CommonArguments.NotEmpty(new Option<string>("--columns")
    {
        Description = "More columns to show, beside the one that ranks and those of the condition.",
        HelpName = "NAME,…",
    });

    public ScanCommand() : base(
        "scan", "Rank the architectures that satisfy a condition by any column.",
        "natsbench scan NATS-tss.natsb --where 'flops<50 and params<0.5' --top 10 --by valid --dataset cifar100 --hp 200",
        "natsbench scan NATS-tss.natsb --where 'help.pixel2.latency < 30 and not valid < 90' --by help.pixel2.latency",
        "natsbench scan NATS-sss.natsb --where '10 < flops <= 50' --by test --columns params,cifar100:test,valid-accuracy-std --json")
    {
        foreach (Option option in (Option[])[_by, _top, _columns, _plot.Option, .. _asked.All])
            Options.Add(option);
    }

    protected override Answer Ask(NatsBenchmark bench, ParseResult parsed)
    {
        AskedColumns asked = _asked.Read(bench, parsed);
        AskedColumn by = asked.Read(parsed.GetRequiredValue(_by), _by.Name);
        AskedColumn[] shown =
        [
            by,
            .. (parsed.GetValue(_columns) is { } names ? asked.ReadAll(names, _columns.Name) : [])
                .Concat(asked.OfCondition).DistinctBy(column => column.Name).Where(column => column.Name != by.Name),
        ];
        int ranked = by.Count;
        int[] top = Top(by, int.Min(parsed.GetValue(_top) ?? DefaultTop, ranked));
        int[] ties = top.Length == 0 ? [] : [.. Enumerable.Range(0, bench.Count).Where(index => by.Values[index] == by.Values[top[^1]]).Except(top)];
        string? picture = _plot.Draw(bench, parsed, () => shown.Length < 2
            ? throw new NatsBenchException($"{_plot.Option.Name}: the picture wants a column beside {by.Name}; name one by {_columns.Name} or {ColumnOptions.WhereName}")
            : ColumnPicture.Scatter("scan", $"{by.Name} against {shown[1].Name}", shown[1], by, ($"the best {top.Length}", top)));
        return new Answer(
            json =>
            {
                asked.Write(json);
                json.WriteString("by", by.Name);
                json.WriteNumber("ranked", ranked);
                WriteJson(json, bench, shown, top, ties);
            },
            text =>
            {
                text.Title($"{Display.Count(ranked)} architectures by {by.Name}, the {(by.IsMaximised ? "greatest" : "least")} first");
                asked.Write(text);
                if (asked.Selected > ranked)
                    text.Line($"{Display.Count(asked.Selected - ranked)} have no {by.Name}, and are not ranked");
                WriteText(text, bench, shown, top, ties);
                text.Picture(picture);
            });
    }

    private static int[] Top(AskedColumn by, int count)
    {
        Candidate[] best = new Candidate[count];
        _ = Scan.Top(by.IsMaximised ? by.Values : [.. by.Values.Select(value => -value)], best);
        return [.. best.Select(candidate => candidate.Index)];
    }

    private static void WriteJson(Utf8JsonWriter json, NatsBenchmark bench, AskedColumn[] shown, int[] top, int[] ties)
    {
        json.WriteStartArray("top");
        foreach (int index in top)
        {
            json.WriteStartObject();
            json.WriteArchitecture(index, bench.Architecture(index));
            foreach (AskedColumn column in shown)
                json.WriteValue(column.Name, column.All[index]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("ties");
        foreach (int index in ties)
            json.WriteNumberValue(index);
        json.WriteEndArray();
    }

    private static void WriteText(TextOutput text, NatsBenchmark bench, AskedColumn[] shown, int[] top, int[] ties)
    {
        if (top.Length == 0)
        {
            text.Line("none");
            return;
        }
        TextTable table = new([TextTable.Number("index"), "architecture", .. shown.Select(column => TextTable.Number(column.Label))]);
        foreach (int index in top)
            table.Add([$"{index}", bench.Architecture(index), .. shown.Select(column => Display.Number(column.All[index]))]);
        text.Table(table);
        if (ties.Length > 0)
            text.Line($"a tie: as good as the last {(ties.Length == 1 ? "is" : "are")} {Display.Indices(ties)}");
    }
}
