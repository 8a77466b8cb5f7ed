using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Kinds;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench hist</c>.</summary>
internal sealed class HistCommand : BenchmarkCommand
{
    private const int DefaultBins = 20, MostBins = 10_000, BarWidth = 40;

    private readonly Argument<string> _column = CommonArguments.NotEmpty(new Argument<string>("COLUMN") { Description = $"A column. Such as {ColumnOptions.Names}." });
    private readonly ColumnOptions _asked = new();
    private readonly PlotOption _plot = new();
    private readonly Option<int?> _bins = CommonArguments.Number<int>("--bins", $"How many bins of equal width. Default: {DefaultBins}.", least: 1, most: MostBins);

    public HistCommand() : base(
        "hist", "Summarise a column: how many architectures have which value.",
        "natsbench hist NATS-tss.natsb test --dataset cifar10 --plot accuracies.png",
        "natsbench hist NATS-tss.natsb help.pixel2.latency --bins 50 --where 'test > 90' --json")
    {
        Arguments.Add(_column);
        foreach (Option option in (Option[])[_bins, _plot.Option, .. _asked.All])
            Options.Add(option);
    }

    protected override Answer Ask(NatsBenchmark bench, ParseResult parsed)
    {
        AskedColumns asked = _asked.Read(bench, parsed);
        AskedColumn column = asked.Read(parsed.GetRequiredValue(_column), _column.Name);
        ColumnDistribution distribution = ColumnDistribution.Of(column.Values, parsed.GetValue(_bins) ?? DefaultBins);
        string? picture = _plot.Draw(bench, parsed, () => distribution.Edges.Count == 0
            ? throw new NatsBenchException($"{_plot.Option.Name}: there is nothing to draw: no architecture that counts has a finite {column.Name}")
            : Histogram.Of(
                "hist", $"How many architectures have which {column.Name}", new PictureAxis(column.Label), "architectures", distribution.Edges,
                [.. distribution.Counts.Select(count => (long)count)]));
        return new Answer(
            json =>
            {
                asked.Write(json);
                json.WriteString("column", column.Name);
                json.WriteString("unit", column.Unit);
                WriteJson(json, distribution);
            },
            text =>
            {
                text.Title($"{column.Label} of {Display.Count(distribution.Count)} architectures");
                asked.Write(text);
                if (asked.Selected > distribution.Count)
                    text.Line($"{Display.Count(asked.Selected - distribution.Count)} have none");
                WriteText(text, distribution);
                text.Picture(picture);
            });
    }

    private static void WriteJson(Utf8JsonWriter json, ColumnDistribution distribution)
    {
        json.WriteNumber("present", distribution.Count);
        json.WriteNumber("infinite", distribution.Infinite);
        foreach ((string name, double value) in Numbers(distribution))
            json.WriteValue(name, value);
        json.WriteStartArray("edges");
        foreach (double edge in distribution.Edges)
            json.WriteNumberValue(edge);
        json.WriteEndArray();
        json.WriteStartArray("counts");
        foreach (int count in distribution.Counts)
            json.WriteNumberValue(count);
        json.WriteEndArray();
    }

    private static void WriteText(TextOutput text, ColumnDistribution distribution)
    {
        TextTable table = new([.. Numbers(distribution).Select(number => TextTable.Number(number.Name))]);
        table.Add([.. Numbers(distribution).Select(number => Display.Number(number.Value))]);
        text.Table(table);
        if (distribution.Infinite > 0)
            text.Line($"{Display.Count(distribution.Infinite)} are infinite, and in no bin; mean and standard deviation are of the finite ones");
        int most = distribution.Counts.Count == 0 ? 0 : distribution.Counts.Max();
        string[] edges = [.. distribution.Edges.Select(edge => edge.ToString("G5", CultureInfo.InvariantCulture))];
        int margin = edges.Length == 0 ? 0 : edges.Max(edge => edge.Length);
        for (int bin = 0; bin < distribution.Counts.Count; bin++)
        {
            int count = distribution.Counts[bin];
            // What is there is seen, however little.
            int width = count == 0 ? 0 : int.Max(1, (int)Math.Round((double)count * BarWidth / most));
            text.Line($"{edges[bin].PadLeft(margin)} |{new string('#', width).PadRight(BarWidth)} {Display.Count(count)}".TrimEnd());
        }
        if (edges.Length > 0)
            text.Line($"{edges[^1].PadLeft(margin)} the upper edge of the last bin");
    }

    private static IEnumerable<(string Name, double Value)> Numbers(ColumnDistribution distribution) =>
    [
        ("minimum", distribution.Minimum), ("quartile_1", distribution.FirstQuartile), ("median", distribution.Median), ("quartile_3", distribution.ThirdQuartile),
        ("maximum", distribution.Maximum), ("mean", distribution.Mean), ("std", distribution.Deviation),
    ];
}
