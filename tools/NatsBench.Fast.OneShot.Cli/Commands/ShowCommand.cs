using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.OneShot.Cli.Output;
using NatsBench.Fast.OneShot.Cli.Parsing;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Scoring;

namespace NatsBench.Fast.OneShot.Cli.Commands;

/// <summary><c>natsbench-oneshot show</c>.</summary>
internal sealed class ShowCommand : ExampleCommand
{
    private readonly Argument<string> _run = CommonArguments.NotEmpty(new Argument<string>("RUN") { Description = "The folder of a run, which may go on meanwhile." });
    private readonly Option<string> _file = TableOption.One("A column file of the space: what it says of each epoch's architecture, whatever the run was given.");
    private readonly Option<bool> _json = CommonArguments.Json("Print one line of JSON for each epoch instead of tables.");

    public ShowCommand() : base(
        "show", "Show a run epoch by epoch: losses, accuracies, the architecture chosen and what a table says of it.",
        "natsbench-oneshot show runs/gdas-cifar10-777 --file NATS-tss.natsb",
        "natsbench-oneshot show runs/gdas-cifar10-777 --json")
    {
        Arguments.Add(_run);
        Options.Add(_file);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string folder = parsed.GetRequiredValue(_run);
        RunPlan plan = RunPlan.Read(folder);
        using NatsBenchmark? bench = parsed.GetValue(_file) is { } file ? NatsBenchmark.Open(file) : null;
        TableColumns? table = bench is null ? null : new TableColumns(bench, plan.Settings.Space);
        EpochRecord[] records = [.. RunFolder.Epochs(folder).Select(record => table is null ? record : record with { Table = table.Of(record.Measures.Selection.Architecture) })];
        if (records.Length == 0)
            throw new NatsBenchException($"{folder}: no epoch has ended yet");
        IReadOnlyDictionary<int, double> times = RunFolder.Times(folder);
        double? Seconds(int epoch) => times.TryGetValue(epoch, out double seconds) ? seconds : null;
        Answer whole = RunAnswer.Of(folder, plan, records, Seconds(records.Length - 1));
        return new Answer(
            [.. records.Select(record => (Action<Utf8JsonWriter>)(json =>
            {
                record.Write(json);
                json.WriteDouble("seconds", Seconds(record.Measures.Epoch));
            }))],
            text =>
            {
                whole.Text(text);
                TextTable.Column[] columns =
                [
                    TextTable.Number("epoch"), TextTable.Number("time"), TextTable.Number("loss"), TextTable.Number("top-1"), TextTable.Number("valid top-1"), TextTable.Number("index"), "architecture",
                    .. records[^1].Table.Select(accuracy => TextTable.Number($"{accuracy.Dataset} test")),
                ];
                TextTable rows = new(columns);
                foreach (EpochRecord record in records)
                    rows.Add(
                    [
                        $"{record.Measures.Epoch + 1}", Display.Seconds(Seconds(record.Measures.Epoch)), Display.Loss(TableAccuracies.Known(record.Measures.Average.BaseLoss)), Display.Accuracy(TableAccuracies.Known(record.Measures.Average.BaseTop1)),
                        Display.Accuracy(TableAccuracies.Known(record.Measures.Valid.Top1)), $"{record.Index}", record.Measures.Selection.Architecture,
                        .. records[^1].Table.Select(accuracy => Display.Accuracy(Test(record, accuracy))),
                    ]);
                text.Table(rows);
            }).Write(parsed.GetValue(_json), bench?.Provenance.Synthetic is { Length: > 0 } synthetic ? synthetic : RunAnswer.Synthetic(records));
    }

    private static double? Test(EpochRecord record, TableAccuracy column)
    {
        foreach (TableAccuracy accuracy in record.Table)
            if (accuracy.Dataset == column.Dataset)
                return TableAccuracies.Known(accuracy.Test);
        return null;
    }
}
