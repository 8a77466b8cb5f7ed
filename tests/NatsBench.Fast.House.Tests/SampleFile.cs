using NatsBench.Fast.Records;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.House.Tests;

/// <summary>A column file of one trial.</summary>
internal static class SampleFile
{
    public static void Write(string path)
    {
        TrialRecord trial = new()
        {
            Name = "cifar10",
            SeedText = "0777",
            Epochs = 1,
            Flops = 4.5,
            Params = 0.0125,
            Latency = [0.015],
            Config = [],
            TrainTop1 = new Curve(0, [31.25]),
            TrainTop5 = null,
            TrainLoss = new Curve(0, [1.75]),
            TrainTime = new Curve(0, [3.5]),
            EvaluationSets = ["ori-test"],
            Evaluations = [new EvaluationCurves("ori-test", new Curve(0, [28.5]), new Curve(0, [2.0]), new Curve(0, [0.5]))],
        };
        using NatsBenchWriter writer = NatsBenchWriter.Create(path);
        writer.Add(new ArchitectureRecord(1, "8:8:8:8:16", [new SettingRecord("12", [new DatasetRecord("cifar10", [777], [trial])], true)]));
        writer.Complete(["8:8:8:8:8", "8:8:8:8:16"], new Provenance { SourceName = "sample", SourceKind = "simple-directory", Tool = "tests" });
    }
}
