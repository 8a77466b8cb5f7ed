using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Tables.Importing;

/// <summary>
/// NASLib's <c>nb201_DATASET_full_training.pickle</c>: a dict from a cell's text to a dict from the dataset to <c>train_acc1es</c>,
/// <c>train_losses</c>, <c>eval_acc1es</c>, <c>eval_losses</c> (a number for each of 200 epochs) and <c>cost_info</c>.
/// </summary>
internal sealed class NaslibRunsReader : IPartialReader
{
    private const string Costs = "cost_info";

    public string Format => "naslib-runs";

    public string Holds => "one training a cell, under setting 200, from NASLib, whose seed has lost its name; the NATS-Bench archive has the other seeds, sets, times and setting 12";

    public bool Knows(ImportSource source) => PickledRuns.TryFirst(source.Pickle, out PickleValue key, out PickleValue first)
        && key.Kind == PickleKind.String && key.AsString.StartsWith('|') && first.Kind == PickleKind.Dict;

    public void Read(ImportSource source, PartialRuns runs)
    {
        foreach (PickleDict.Entry cell in PickledRuns.Dict(source.Pickle, source.Path).Entries.ToArray())
        {
            string text = PickledRuns.Text(cell.Key, $"{source.Path}: a key");
            int architecture = Cells.Find(text, source.Path);
            foreach (PickleDict.Entry entry in PickledRuns.Dict(cell.Value, $"{source.Path}: {text}").Entries.ToArray())
            {
                string dataset = PickledRuns.Text(entry.Key, $"{source.Path}: {text}: a dataset"), where = $"{source.Path}: {text}, {Internals.Printable.Of(dataset)}";
                runs.Add(Run(architecture, dataset, PickledRuns.Dict(entry.Value, where), where, runs), source.Path);
            }
        }
    }

    /// <summary>The one set that an archive has at every epoch of this setting.</summary>
    public static string SetOf(string dataset) => dataset == Dataset.Cifar10Valid.Name ? EvaluationSet.XValid.Name : EvaluationSet.OriTest.Name;

    private static PartialRun Run(int architecture, string dataset, PickleDict tables, string where, PartialRuns runs)
    {
        Curve accuracy = PickledRuns.Curve(tables, "eval_acc1es", where) ?? throw new NatsBenchException($"{where}: no list 'eval_acc1es'");
        PickleDict? costs = tables.TryGet(Costs, out PickleValue value) && value.Kind != PickleKind.None ? PickledRuns.Dict(value, $"{where}, {Costs}") : null;
        if (costs?.TryGet("train_time", out _) == true)
            runs.Note("a training time of which nothing tells whether it is an epoch's");
        return new()
        {
            Architecture = architecture,
            Setting = TrainingSetting.Epochs200.Key,
            Dataset = dataset,
            Seed = 0,
            Epochs = accuracy.Values.Length,
            TrainAccuracy = PickledRuns.Curve(tables, "train_acc1es", where),
            TrainLoss = PickledRuns.Curve(tables, "train_losses", where),
            Sets = [new(SetOf(dataset), accuracy, PickledRuns.Curve(tables, "eval_losses", where), null)],
            Flops = Cost("flops"),
            Params = Cost("params"),
            Latency = Cost("latency"),
        };

        double? Cost(string name) => costs is null ? null : PickledRuns.Number(costs, name, $"{where}, {Costs}");
    }
}
