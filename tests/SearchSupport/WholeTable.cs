using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.TestSupport;

/// <summary>
/// A column file of a whole search space with few numbers, made in a second or two: four datasets, 12 epochs under setting 12, 2 under the
/// full training, one to three seeds. Accuracy grows with the digits and the epochs, and each training has its own noise; setting 200
/// validates cifar100 and ImageNet16-120 after the last epoch alone, as the official one. Made once a process.
/// </summary>
internal static class WholeTable
{
    private const int ShortEpochs = 12;
    private const int FullEpochs = 2;

    private static readonly Lazy<string> TopologyFile = new(() => Make(SearchSpace.Topology));
    private static readonly Lazy<string> SizeFile = new(() => Make(SearchSpace.Size));

    /// <summary>The file of a space.</summary>
    public static string Of(SearchSpace space) => space == SearchSpace.Topology ? TopologyFile.Value : SizeFile.Value;

    private static string Make(SearchSpace space)
    {
        string folder = Directory.CreateTempSubdirectory("natsbench-whole-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string path = Path.Combine(folder, $"{space.ShortName()}.natsb");
        Write(path, space, _ => true);
        return path;
    }

    /// <summary>
    /// Writes a table of some of the architectures, whose accuracies after some epochs of training may not be numbers; all of them are listed. One
    /// may have the numbers of another.
    /// </summary>
    public static void Write(string path, SearchSpace space, Func<int, bool> holds, Func<int, int, bool>? isNaN = null, Func<int, int>? like = null)
    {
        string[] texts = space == SearchSpace.Topology
            ? [.. TopologyOrder.Codes().Select(code => TopologyCell.FromCode(code).ToString())]
            : [.. Enumerable.Range(0, SizeNetwork.Count).Select(code => SizeNetwork.FromCode(code).ToString())];
        using NatsBenchWriter writer = NatsBenchWriter.Create(path);
        for (int index = 0; index < texts.Length; index++)
            if (holds(index))
            {
                int other = like?.Invoke(index) ?? index;
                writer.Add(Record(space, other, texts[other], epochs => isNaN?.Invoke(index, epochs) ?? false) with { Index = index, Architecture = texts[index] });
            }
        writer.Complete(texts, new Provenance { SourceName = "whole", SourceKind = "synthetic", Tool = "tests", Synthetic = "tests" });
    }

    private static ArchitectureRecord Record(SearchSpace space, int index, string text, Func<int, bool> isNaN)
    {
        // One to three seeds by the architecture.
        long[] seeds = [.. new long[] { 777, 888, 999 }.Take(1 + (int)(SplitMix64.At(1, (ulong)index) % 3))];
        return new ArchitectureRecord(index, text,
        [
            Setting("12", ShortEpochs, seeds, validatesLastOnly: false),
            Setting(space.FullTraining().Key, FullEpochs, seeds, validatesLastOnly: space == SearchSpace.Topology),
        ]);

        SettingRecord Setting(string key, int epochs, long[] seeds, bool validatesLastOnly) => new(
            key,
            [.. Datasets.Select((dataset, number) => new DatasetRecord(
                dataset.Name, seeds, [.. seeds.Select(seed => Trial(dataset, number, epochs, seed, validatesLastOnly && number >= 2))]))],
            WeightsCleared: true);

        TrialRecord Trial((string Name, string[] Sets) dataset, int number, int epochs, long seed, bool validatesLastOnly)
        {
            double quality = Quality(space, text), seconds = (0.5 + quality) * (number + 1);
            return new TrialRecord
            {
                Name = dataset.Name,
                SeedText = $"{seed:0000}",
                Epochs = epochs,
                Flops = 10 + 100 * quality,
                Params = 0.1 + quality,
                Latency = [0.01 + 0.01 * quality],
                Config = [],
                TrainTop1 = Every(epochs, _ => 50),
                TrainTop5 = null,
                TrainLoss = Every(epochs, _ => 1),
                TrainTime = Every(epochs, _ => seconds),
                EvaluationSets = dataset.Sets,
                Evaluations = [.. dataset.Sets.Select((set, place) => new EvaluationCurves(
                    set,
                    Window(Every(epochs, epoch => Accuracy(quality, number, place, epochs, epoch, seed))),
                    Window(Every(epochs, _ => 1)),
                    Every(epochs, _ => seconds / 10)))],
            };

            Curve Window(Curve curve) => validatesLastOnly ? new Curve(epochs - 1, curve.Values[^1..]) : curve;
        }

        double Accuracy(double quality, int number, int place, int epochs, int epoch, long seed)
        {
            ulong noise = SplitMix64.At((ulong)seed, (ulong)(((index * 8 + number) * 8 + place) * 256 + epoch + (epochs == ShortEpochs ? 0 : 128)));
            if (isNaN(epochs))
                return double.NaN;
            double spread = epochs == ShortEpochs ? 4 : 1;
            return Math.Round(30 + 50 * quality + 10.0 * (epoch + 1) / epochs + spread * ((noise >> 11) / (double)(1L << 53) - 0.5), 3);
        }
    }

    private static (string Name, string[] Sets)[] Datasets { get; } =
    [
        ("cifar10-valid", ["x-valid", "ori-test"]),
        ("cifar10", ["ori-test"]),
        ("cifar100", ["x-valid", "x-test"]),
        ("ImageNet16-120", ["x-valid", "x-test"]),
    ];

    // From 0 to 1: more of the last choices is better.
    private static double Quality(SearchSpace space, string text) => space == SearchSpace.Topology
        ? TopologyCell.Parse(text) is var cell ? Enumerable.Range(0, TopologyCell.EdgeCount).Sum(edge => (int)cell[edge]) / 24.0 : 0
        : SizeNetwork.Parse(text) is var network ? Enumerable.Range(0, SizeNetwork.LayerCount).Sum(layer => network[layer] - 8) / 280.0 : 0;

    private static Curve Every(int epochs, Func<int, double> value) => new(0, [.. Enumerable.Range(0, epochs).Select(value)]);
}
