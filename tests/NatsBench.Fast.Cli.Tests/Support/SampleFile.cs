using NatsBench.Fast.Records;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Cli.Tests.Support;

/// <summary>A column file of a few size-space records, small enough to check by hand.</summary>
internal static class SampleFile
{
    public const int Epochs = 3;

    /// <summary>The architectures; all but the last have a record.</summary>
    public static readonly string[] Architectures = ["8:8:8:8:8", "8:8:8:8:16", "8:8:8:8:24", "8:8:8:8:32"];

    /// <summary>Writes it.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="synthetic">The model that is said to have made the numbers; empty for measured ones.</param>
    /// <param name="accuracyStep">How many points each architecture is better than the one before.</param>
    public static void Write(string path, string synthetic = "", int accuracyStep = 10)
    {
        using NatsBenchWriter writer = NatsBenchWriter.Create(path);
        for (int index = 0; index < Architectures.Length - 1; index++)
            writer.Add(Record(index, accuracyStep));
        writer.Complete(Architectures, new Provenance
        {
            SourceName = "made-up",
            SourceKind = synthetic.Length > 0 ? "synthetic" : "simple-directory",
            SourceBytes = 123,
            SourceSha256 = new string('a', 64),
            Tool = "tests",
            Synthetic = synthetic,
        });
    }

    /// <summary>A run of a name of one's own.</summary>
    public static TrialRecord Trial(string name, string[] sets) => Trial(name, 0, 10, "0777", 0, sets);

    private static ArchitectureRecord Record(int index, int accuracyStep) => new(index, Architectures[index],
    [
        new SettingRecord("90", [Dataset("cifar10-valid", index, accuracyStep, "x-valid", "ori-test"), Dataset("cifar10", index, accuracyStep, "ori-test")], WeightsCleared: true),
    ]);

    // Seed 888 is one point better and a second slower than 777; each architecture is some points better than the one before.
    private static DatasetRecord Dataset(string name, int index, int accuracyStep, params string[] sets) => new(
        name, [777, 888], [Trial(name, index, accuracyStep, "0777", 0, sets), Trial(name, index, accuracyStep, "0888", 1, sets)]);

    private static TrialRecord Trial(string name, int index, int accuracyStep, string seedText, int offset, string[] sets) => new()
    {
        Name = name,
        SeedText = seedText,
        Epochs = Epochs,
        Flops = 10 + index,
        Params = 0.5 + index,
        Latency = [0.0125],
        Config = [new ConfigEntry("name", "infer.shape.tiny")],
        TrainTop1 = Rising(50 + accuracyStep * index + offset),
        TrainTop5 = Rising(70 + accuracyStep * index + offset),
        TrainLoss = Rising(1.5 - 0.1 * index),
        TrainTime = Constant(10 + offset),
        EvaluationSets = sets,
        Evaluations = [.. sets.Select(set => new EvaluationCurves(
            set, LastOnly(40.5 + accuracyStep * index + offset), LastOnly(0.1 + 0.2), LastOnly(2 + offset)))],
    };

    private static Curve Rising(double last) => new(0, [last - 2, last - 1, last], null);

    private static Curve Constant(double value) => new(0, [value, value, value], null);

    private static Curve LastOnly(double value) => Constant(value);
}
