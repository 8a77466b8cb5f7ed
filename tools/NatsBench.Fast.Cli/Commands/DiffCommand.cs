using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Comparing;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench diff</c>.</summary>
internal sealed class DiffCommand : ExampleCommand
{
    private readonly Argument<string> _first = new("A") { Description = "A column file." };
    private readonly Argument<string> _second = new("B") { Description = "Another one of the same space." };
    private readonly Option<bool> _all = new("--all") { Description = "List columns that are equal too." };
    private readonly Option<bool> _json = CommonArguments.Json("Print one line of JSON for each column, equal ones too, instead of a table.");

    public DiffCommand() : base(
        "diff", "Compare two files of a space, column by column, to the last bit; exit code 1 where they differ.",
        "natsbench diff original.natsb copy.natsb",
        "natsbench diff NATS-tss.natsb small.natsb --json")
    {
        Arguments.Add(_first);
        Arguments.Add(_second);
        Options.Add(_all);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        using NatsBenchmark first = NatsBenchmark.Open(parsed.GetRequiredValue(_first)), second = NatsBenchmark.Open(parsed.GetRequiredValue(_second));
        IReadOnlyList<ColumnDifference> columns = ProgressDisplay.Run("comparing", progress => first.Compare(second, progress, interruption.Token));
        long different = columns.Sum(column => column.Different), lonely = columns.Sum(column => column.OnlyInFirst + column.OnlyInSecond);
        Answer answer = new(
            [.. columns.Select(column => (Action<Utf8JsonWriter>)(json => WriteJson(json, column)))],
            text => WriteText(text, first, second, parsed.GetValue(_all) ? columns : [.. columns.Where(column => !IsEqual(column))], columns))
        {
            Fault = different + lonely == 0 ? null
                : $"{first.Path} and {second.Path} differ: {Display.Count(different)} numbers are others, {Display.Count(lonely)} are in one file alone",
        };
        return answer.Write(parsed.GetValue(_json), first.IsSynthetic ? first.Provenance.Synthetic : second.Provenance.Synthetic);
    }

    private static bool IsEqual(ColumnDifference column) => column is { Different: 0, OnlyInFirst: 0, OnlyInSecond: 0 };

    private static void WriteJson(Utf8JsonWriter json, ColumnDifference column)
    {
        json.WriteString("column", column.Column);
        json.WriteNumber("equal", column.Equal);
        json.WriteNumber("different", column.Different);
        json.WriteNumber("only_in_a", column.OnlyInFirst);
        json.WriteNumber("only_in_b", column.OnlyInSecond);
        json.WriteValue("largest_difference", column.Largest);
        json.WriteString("where", column.Where);
    }

    private static void WriteText(TextOutput text, NatsBenchmark first, NatsBenchmark second, IReadOnlyList<ColumnDifference> shown, IReadOnlyList<ColumnDifference> all)
    {
        text.Title($"{first.Path} and {second.Path}: {Display.Count(all.Count(IsEqual))} of {Display.Count(all.Count)} columns equal, {Display.Count(all.Sum(column => column.Equal))} numbers to the last bit");
        if (shown.Count == 0)
            return;
        TextTable table = new(
            "column", TextTable.Number("equal"), TextTable.Number("different"), TextTable.Number("only in A"), TextTable.Number("only in B"),
            TextTable.Number("largest difference"), "where");
        foreach (ColumnDifference column in shown)
            table.Add(
                column.Column, Display.Count(column.Equal), Display.Count(column.Different), Display.Count(column.OnlyInFirst), Display.Count(column.OnlyInSecond),
                Display.Number(column.Largest), column.Where);
        text.Table(table);
    }
}
