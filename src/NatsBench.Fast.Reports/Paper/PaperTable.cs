using NatsBench.Fast.Model;
using NatsBench.Fast.Official;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Reports.Paper;

/// <summary>A table as the paper's analyses ask it: accuracies of the full training, mean over seeds, on the sets that the paper reports. Thread-safe.</summary>
/// <param name="bench">The table.</param>
/// <exception cref="RefusedException">The table is of NAS-Bench-101, which the paper is not about.</exception>
internal sealed class PaperTable(NatsBenchmark bench)
{
    /// <summary>The paper's datasets.</summary>
    public static IReadOnlyList<Dataset> Datasets { get; } = [Dataset.Cifar10, Dataset.Cifar100, Dataset.ImageNet16120];

    public NatsBenchmark Bench => bench;

    public SearchSpace Space { get; } = SpaceOf(bench);

    /// <summary><c>tss</c> or <c>sss</c>, with which the names of files begin.</summary>
    public string Prefix => Space.ShortName();

    /// <summary>The setting of accuracies that are reported.</summary>
    public TrainingSetting Full => Space.FullTraining();

    /// <summary>The model that made the numbers; empty for measured ones.</summary>
    public string Synthetic => bench.Provenance.Synthetic;

    public bool IsTopology => Space == SearchSpace.Topology;

    /// <summary>Validation accuracies, percent, by index; cifar10: x-valid of cifar10-valid.</summary>
    /// <exception cref="NatsBenchException">The table has none.</exception>
    public double[] Valid(Dataset dataset, TrainingSetting? setting = null) => Accuracy(dataset, "valid", setting);

    /// <summary>Test accuracies, percent, by index; cifar10: ori-test of cifar10; else x-test.</summary>
    /// <exception cref="NatsBenchException">The table has none.</exception>
    public double[] Test(Dataset dataset, TrainingSetting? setting = null) => Accuracy(dataset, "test", setting);

    /// <summary>The view and the set of validation or test accuracies.</summary>
    public (TableView View, EvaluationSet Set) Bind(Dataset dataset, string set, TrainingSetting setting)
    {
        (Dataset trained, EvaluationSet own) = OfficialNames.Remap(dataset, new EvaluationSet(set));
        return (bench.Table(trained, setting), own);
    }

    /// <summary>The index of an architecture's text; null where the table lists none.</summary>
    public int? Find(string text) => bench.TryIndexOf(text, out int index) ? index : null;

    private static SearchSpace SpaceOf(NatsBenchmark bench)
    {
        bench.RequireNats("are no figures in the paper");
        return bench.Space;
    }

    private double[] Accuracy(Dataset dataset, string set, TrainingSetting? setting)
    {
        (TableView view, EvaluationSet own) = Bind(dataset, set, setting ?? Full);
        return view.Accuracy(own).ToArray();
    }
}
