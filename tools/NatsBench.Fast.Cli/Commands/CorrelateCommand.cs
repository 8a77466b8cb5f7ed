using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Statistics.Correlations;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench correlate</c>.</summary>
internal sealed class CorrelateCommand : BenchmarkCommand
{
    private readonly Argument<string> _first = CommonArguments.NotEmpty(new Argument<string>("A") { Description = $"A column, what predicts. Such as {ColumnOptions.Names}." });
    private readonly Argument<string> _second = CommonArguments.NotEmpty(new Argument<string>("B") { Description = "Another, what is predicted." });
    private readonly ColumnOptions _asked = new();
    private readonly PlotOption _plot = new();
    private readonly Option<string> _best = CommonArguments.NotEmpty(new Option<string>("--k")
    {
        Description = "Of how many of the best precision@k is taken. Default: 10,50,100.",
        HelpName = "N,…",
        DefaultValueFactory = _ => "10,50,100",
    });

    public CorrelateCommand() : base(
        "correlate", "Correlate two columns: Pearson, Spearman, Kendall, weighted Kendall, precision at the top.",
        "natsbench correlate NATS-tss.natsb valid test --dataset cifar100 --plot scatter.svg",
        "natsbench correlate NATS-tss.natsb 12/valid test --where 'test > 90' --k 10,100",
        "natsbench correlate NATS-tss.natsb zc.cifar10.nwot cifar10:test --json")
    {
        Arguments.Add(_first);
        Arguments.Add(_second);
        foreach (Option option in (Option[])[_best, _plot.Option, .. _asked.All])
            Options.Add(option);
    }

    protected override Answer Ask(NatsBenchmark bench, ParseResult parsed)
    {
        int[] ks = [.. parsed.GetRequiredValue(_best).Split(',').Select(K)];
        AskedColumns asked = _asked.Read(bench, parsed);
        AskedColumn first = asked.Read(parsed.GetRequiredValue(_first), _first.Name), second = asked.Read(parsed.GetRequiredValue(_second), _second.Name);
        ColumnCorrelations answer = ColumnCorrelations.Of(first.Values, second.Values, first.IsMaximised, second.IsMaximised, ks);
        string? picture = _plot.Draw(bench, parsed, () => ColumnPicture.Scatter("correlate", $"{second.Name} against {first.Name}", first, second));
        return new Answer(
            json =>
            {
                asked.Write(json);
                WriteJson(json, first, second, answer);
            },
            text =>
            {
                text.Title($"{first.Label} and {second.Label} of {Display.Count(answer.Pairs)} architectures");
                asked.Write(text);
                if (asked.Selected > answer.Pairs)
                    text.Line($"{Display.Count(asked.Selected - answer.Pairs)} have not both, and do not count");
                WriteText(text, first, second, answer);
                text.Picture(picture);
            });
    }

    private int K(string word) => Numbers.Read(word, out int k) is { } fault ? throw new NatsBenchException($"{_best.Name}: {fault}")
        : k < 1 ? throw new NatsBenchException($"{_best.Name}: {word} is below 1") : k;

    private static void WriteJson(Utf8JsonWriter json, AskedColumn first, AskedColumn second, ColumnCorrelations answer)
    {
        json.WriteString("a", first.Name);
        json.WriteString("b", second.Name);
        json.WriteNumber("pairs", answer.Pairs);
        json.WriteValue("pearson", answer.Pearson);
        json.WriteValue("spearman", answer.Spearman);
        json.WriteValue("kendall", answer.Kendall);
        json.WriteValue("weighted_kendall", answer.WeightedKendall);
        json.WriteStartArray("precision");
        foreach ((int k, double precision) in answer.Precisions)
        {
            json.WriteStartObject();
            json.WriteNumber("k", k);
            json.WriteDouble("precision", precision);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteText(TextOutput text, AskedColumn first, AskedColumn second, ColumnCorrelations answer)
    {
        TextTable table = new("correlation", TextTable.Number("value"));
        table.Add("Pearson", Display.Number(answer.Pearson));
        table.Add("Spearman ρ", Display.Number(answer.Spearman));
        table.Add("Kendall τ-b", Display.Number(answer.Kendall));
        table.Add("weighted Kendall τ", Display.Number(answer.WeightedKendall));
        foreach ((int k, double precision) in answer.Precisions)
            table.Add($"precision@{k}", Display.Number(precision));
        text.Table(table);
        text.Line($"The best: {first.Name} the {Word(first)}, {second.Name} the {Word(second)}; they weigh the most in the weighted τ, and precision@k is the share of the k best of");
        text.Line("the first that are among the k best of the second.");
        foreach (string line in TextScatter.Draw(first.Values, second.Values, first.Label))
            text.Line(line);
    }

    private static string Word(AskedColumn column) => column.IsMaximised ? "greatest" : "least";
}
