using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Tables.Importing;

/// <summary>
/// MF-NAS's <c>[NB201][DATASET]_data.p</c>: a dict from the setting (<c>12</c>, <c>200</c>) to one from six operation codes to <c>train_acc</c>,
/// <c>val_acc</c>, <c>test_acc</c> (fractions), <c>train_loss</c>, <c>val_loss</c>, a number for each epoch, <c>train_time</c>, <c>FLOPs</c> and <c>params</c>.
/// </summary>
internal sealed class MfNasReader : IPartialReader
{
    // Fractions there, percent here.
    private const double Percent = 100;

    public string Format => "mf-nas";

    public string Holds => "one curve a cell, from MF-NAS, which does not say of which seeds and sets its val and test are; the NATS-Bench archive has seeds, sets and latencies";

    public bool Knows(ImportSource source) => PickledRuns.TryFirst(source.Pickle, out PickleValue key, out PickleValue first)
        && key.Kind == PickleKind.String && key.AsString is "12" or "200" && first.Kind == PickleKind.Dict;

    public void Read(ImportSource source, PartialRuns runs)
    {
        int before = runs.Count;
        string dataset = source.DatasetOr(Dataset.Cifar10.Name);
        foreach (PickleDict.Entry setting in PickledRuns.Dict(source.Pickle, source.Path).Entries.ToArray())
        {
            string name = PickledRuns.Text(setting.Key, $"{source.Path}: a setting");
            foreach (PickleDict.Entry entry in PickledRuns.Dict(setting.Value, $"{source.Path}: {Internals.Printable.Of(name)}").Entries.ToArray())
            {
                string key = PickledRuns.Text(entry.Key, $"{source.Path}: a key"), where = $"{source.Path}: {Internals.Printable.Of(name)}, {Internals.Printable.Of(key)}";
                runs.Add(Run(Cells.Find(key, source.Path), dataset, name, PickledRuns.Dict(entry.Value, where), where), source.Path);
            }
        }
        runs.Note("a fraction times 100, which may differ in its last bit from the accuracy that it was made of", runs.Count - before);
    }

    private static PartialRun Run(int architecture, string dataset, string setting, PickleDict tables, string where)
    {
        Curve validation = PickledRuns.Curve(tables, "val_acc", where, Percent) ?? throw new NatsBenchException($"{where}: no list 'val_acc'");
        List<EvaluationCurves> sets = [new("mf-nas-val", validation, PickledRuns.Curve(tables, "val_loss", where), null)];
        if (PickledRuns.Curve(tables, "test_acc", where, Percent) is { } test)
            sets.Add(new("mf-nas-test", test, null, null));
        return new()
        {
            Architecture = architecture,
            Setting = setting,
            Dataset = dataset,
            Seed = 0,
            Epochs = validation.Values.Length,
            TrainAccuracy = PickledRuns.Curve(tables, "train_acc", where, Percent),
            TrainLoss = PickledRuns.Curve(tables, "train_loss", where),
            // Seconds of each epoch, which are the same in all.
            TrainTime = PickledRuns.Number(tables, "train_time", where) is { } seconds ? new Curve(0, [.. Enumerable.Repeat(seconds, validation.Values.Length)]) : null,
            Sets = sets,
            Flops = PickledRuns.Number(tables, "FLOPs", where),
            Params = PickledRuns.Number(tables, "params", where),
        };
    }
}
