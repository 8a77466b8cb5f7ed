using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Studies.Definition;

/// <summary>A budget for every dataset, or the paper's own for each.</summary>
public readonly record struct StudyBudget
{
    private const string PaperName = "paper";

    private readonly Budget? _fixed;

    private StudyBudget(Budget? budget) => _fixed = budget;

    /// <summary>The paper's: 20,000 s for cifar10, 40,000 s for cifar100, 120,000 s (topology) or 60,000 s (size) for ImageNet16-120; NAS-Bench-101's scripts 5,000,000 s.</summary>
    public static StudyBudget Paper { get; }

    /// <summary>The same for every dataset.</summary>
    public static StudyBudget Of(Budget budget) => new(budget);

    /// <summary>The budget of a dataset.</summary>
    /// <exception cref="NatsBenchException">The paper has none for it.</exception>
    public Budget For(SearchSpace space, Dataset dataset)
    {
        if (_fixed is { } budget)
            return budget;
        // What the original's own search scripts spend.
        if (space == SearchSpace.NasBench101)
            return Budget.OfSeconds(5_000_000);
        if (dataset == Dataset.Cifar10)
            return Budget.OfSeconds(20_000);
        if (dataset == Dataset.Cifar100)
            return Budget.OfSeconds(40_000);
        return dataset == Dataset.ImageNet16120
            ? Budget.OfSeconds(space == SearchSpace.Topology ? 120_000 : 60_000)
            : throw new NatsBenchException($"the paper has no budget for {dataset}; give one in seconds, or in evaluations such as 100e");
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => _fixed?.ToString() ?? PaperName;

    /// <summary>Reads <c>paper</c>, seconds such as <c>20000</c>, or evaluations such as <c>100e</c>.</summary>
    /// <exception cref="NatsBenchException">Anything else.</exception>
    public static StudyBudget Parse(string text) =>
        text == PaperName ? Paper
        : Budget.TryParse(text, out Budget budget) ? new StudyBudget(budget)
        : throw new NatsBenchException(
            $"'{text}' is no budget: paper, a number of simulated seconds such as 20000, or of evaluations such as 100e (at most {Budget.MostEvaluations})");
}
