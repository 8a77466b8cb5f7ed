using NatsBench.Fast.Model;

namespace NatsBench.Fast.Reports.Paper.Reported;

/// <summary>Numbers of the tables that somebody printed: architecture, set and setting say what each is.</summary>
internal static class ReportedLandmarks
{
    private const string HpoBench = "HPOBench's docstring";
    private const string Notebook = "the official notebook";
    private const string Audit = "a third party's audit of the data";
    private const string Records = "the official sample records";
    private const string Optimisation = "constants of a public Bayesian optimisation benchmark";

    /// <summary>What is known of single architectures: index, setting, dataset trained on, set, accuracy.</summary>
    public static IReadOnlyList<ArchitectureLandmark> Architectures { get; } =
    [
        .. Sets(SearchSpace.Topology, 0, "200", Records, 81.9827, 85.8633, 52.70, 52.9133, 28.2111, 26.6333),
        .. Sets(SearchSpace.Topology, 11, "200", Records, 87.94, 91.5833, 67.4533, 67.6067, 30.4111, 30.1667),
        .. Sets(SearchSpace.Topology, 284, "200", Records, 86.0467, 88.79, 61.68, 62.14, 33.40, 32.4667),
        .. Sets(SearchSpace.Topology, 1462, "12", Notebook, null, 82.20, 44.06, 44.98, 23.2667, 22.40),
        .. Sets(SearchSpace.Topology, 1462, "200", Notebook, null, 93.76, 70.7067, 71.1067, 40.7778, 41.4444),
        .. Sets(SearchSpace.Size, 0, "90", Records, 76.888, 79.79, 32.24, 32.30, 16.60, 15.5333),
        .. Sets(SearchSpace.Size, 11, "90", Records, 83.724, 85.77, 54.46, 53.68, 25.6667, 25.4667),
        .. Sets(SearchSpace.Size, 284, "90", Records, 86.796, 89.51, 62.78, 62.70, 33.3333, 32.7667),
        .. Sets(SearchSpace.Size, 1000, "90", Audit, null, 90.14, null, null, null, null),
        .. Sets(SearchSpace.Size, 8192, "90", Audit, null, 82.18, null, null, null, null),
        .. Sets(SearchSpace.Size, 16383, "90", Audit, null, 93.34, null, null, null, null),
        .. Sets(SearchSpace.Size, 32767, "90", Audit, null, 93.40, null, null, null, null),
    ];

    /// <summary>Who is the best of the topology space after the full training, mean over seeds.</summary>
    public static IReadOnlyList<BestLandmark> Best { get; } =
    [
        new(SearchSpace.Topology, "200", Dataset.Cifar10Valid, EvaluationSet.XValid, 6111, 91.6067, 4, HpoBench),
        new(SearchSpace.Topology, "200", Dataset.Cifar10Valid, EvaluationSet.OriTest, 1459, 91.5233, 4, HpoBench),
        new(SearchSpace.Topology, "200", Dataset.Cifar10, EvaluationSet.OriTest, 6111, 94.37, 2, HpoBench),
        new(SearchSpace.Topology, "200", Dataset.Cifar100, EvaluationSet.XValid, 9930, 73.4933, 4, HpoBench),
        new(SearchSpace.Topology, "200", Dataset.Cifar100, EvaluationSet.XTest, 9930, 73.5133, 4, HpoBench),
        new(SearchSpace.Topology, "200", Dataset.Cifar100, EvaluationSet.OriTest, 9930, 73.5033, 4, HpoBench),
        new(SearchSpace.Topology, "200", Dataset.ImageNet16120, EvaluationSet.XValid, 10676, 46.7333, 4, HpoBench),
        new(SearchSpace.Topology, "200", Dataset.ImageNet16120, EvaluationSet.XTest, 857, 47.3111, 4, HpoBench),
        new(SearchSpace.Topology, "200", Dataset.ImageNet16120, EvaluationSet.OriTest, 857, 46.8444, 4, HpoBench),
        new(SearchSpace.Topology, "12", Dataset.Cifar10Valid, EvaluationSet.XValid, 13714, null, 0, "the official documentation"),
        new(SearchSpace.Size, "12", Dataset.Cifar10Valid, EvaluationSet.XValid, null, 85.02, 2, Optimisation),
        new(SearchSpace.Size, "12", Dataset.Cifar10Valid, EvaluationSet.OriTest, null, 84.84, 2, Optimisation),
        new(SearchSpace.Size, "12", Dataset.Cifar100, EvaluationSet.XValid, null, 61.06, 2, Optimisation),
        new(SearchSpace.Size, "12", Dataset.Cifar100, EvaluationSet.XTest, null, 61.12, 2, Optimisation),
        new(SearchSpace.Size, "12", Dataset.ImageNet16120, EvaluationSet.XValid, null, 39.1333, 4, Optimisation),
        new(SearchSpace.Size, "12", Dataset.ImageNet16120, EvaluationSet.XTest, null, 39.4667, 4, Optimisation),
    ];

    private static IEnumerable<ArchitectureLandmark> Sets(SearchSpace space, int index, string setting, string source, params double?[] accuracies)
    {
        (Dataset, string)[] sets =
        [
            (Dataset.Cifar10, "valid"), (Dataset.Cifar10, "test"), (Dataset.Cifar100, "valid"), (Dataset.Cifar100, "test"), (Dataset.ImageNet16120, "valid"), (Dataset.ImageNet16120, "test"),
        ];
        foreach (((Dataset dataset, string set), double? accuracy) in sets.Zip(accuracies))
            if (accuracy is { } value)
                yield return new ArchitectureLandmark(space, setting, dataset, set, index, value, Math.Round(value, 2) == value ? 2 : Math.Round(value, 3) == value ? 3 : 4, source);
    }
}

/// <summary>The mean accuracy of an architecture, as somebody printed it.</summary>
internal sealed record ArchitectureLandmark(
    SearchSpace Space, string Setting, Dataset Dataset, string Set, int Architecture, double Accuracy, int Decimals, string Source);

/// <summary>The best architecture of a set, as somebody printed it: who it is, its mean accuracy, or both.</summary>
internal sealed record BestLandmark(
    SearchSpace Space, string Setting, Dataset Dataset, EvaluationSet Set, int? Architecture, double? Accuracy, int Decimals, string Source);
