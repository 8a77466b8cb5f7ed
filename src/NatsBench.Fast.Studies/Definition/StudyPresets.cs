using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Studies.Definition;

/// <summary>The studies of published tables.</summary>
public static class StudyPresets
{
    private static readonly string[] PaperAlgorithms = ["random", "rea", "reinforce", "bohb"];

    /// <summary>The names of all presets.</summary>
    public static IReadOnlyList<string> Names { get; } = ["nats-bench", "nas-bench-201"];

    /// <summary>A preset by its name.</summary>
    /// <param name="name">
    /// <c>nats-bench</c>: the paper's four multi-trial algorithms, each dataset searched and reported by itself, the paper's budgets.
    /// <c>nas-bench-201</c>: the same algorithms, searched on cifar10 for 12,000 s, all three datasets reported.
    /// </param>
    /// <exception cref="NatsBenchException">Another name.</exception>
    public static Study Get(string name)
    {
        if (!Names.Contains(name))
            throw new NatsBenchException($"no preset is called '{name}'; there are {string.Join(", ", Names)}{Nearest.Hint(name, Names)}");
        AlgorithmGrid[] algorithms = [.. PaperAlgorithms.Select(paper => new AlgorithmGrid(AlgorithmCatalog.Get(paper)))];
        Dataset[] datasets = [Dataset.Cifar10, Dataset.Cifar100, Dataset.ImageNet16120];
        return name == "nats-bench"
            ? new Study { Algorithms = algorithms, Datasets = datasets }
            : new Study
            {
                Algorithms = algorithms,
                Datasets = [Dataset.Cifar10],
                Report = datasets,
                Budget = StudyBudget.Of(Budget.OfSeconds(12_000)),
            };
    }
}
