using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;

namespace NatsBench.Fast.Reports.Paper.Sections;

/// <summary>Figure 8: regularized evolution whose reward is a short training, or the full one.</summary>
internal static class RewardSection
{
    private const int Ticks = 200;
    private const double TopologyBudget = 1_200_000, SizeBudget = 200_000;

    public static PaperSection Of(PaperTable table, int threads, CancellationToken cancellation)
    {
        string full = table.IsTopology ? "H1 (200 epochs)" : "H2 (90 epochs)";
        SectionBuilder section = new(
            table, "fig8", "Figure 8: short and full trainings as reward",
            $"Regularized evolution on cifar10 whose reward is the validation accuracy after 12 epochs (H0), and that after the full training, {full}; both pay for their trainings. 500 trials, {(table.IsTopology ? TopologyBudget : SizeBudget):N0} s, 200 even times, as in Figure 6. Final accuracies are those of the full training.");
        List<(string Name, PaperSearch Search)> searches = [];
        // The longest training of the ladder is the full one.
        foreach ((string name, FidelityAxis axis) in new[] { ("H0", FidelityAxis.Paper), (table.IsTopology ? "H1" : "H2", new FidelityAxis(null)) })
            section.Try($"reward {name}", () => searches.Add((name, PaperSearch.Run(
                new Study
                {
                    Algorithms = [new AlgorithmGrid(AlgorithmCatalog.Get("rea"))],
                    Datasets = [Dataset.Cifar10],
                    Budget = StudyBudget.Of(Budget.OfSeconds(table.IsTopology ? TopologyBudget : SizeBudget)),
                    Fidelity = axis,
                },
                table.Bench, Ticks, threads, cancellation)[0])));
        if (searches.Count == 0)
            return section.Build();
        section.AddTable(
            "", "What trials found by their end, and at the budget (interpolated): mean ± standard deviation (population) over 500 trials, in brackets the Monte Carlo standard error.",
            [
                Columns.Header("reward", "reward"), Columns.Percent("valid", "validation, end"), Columns.Percent("test", "test, end"),
                Columns.Percent("valid_budget", "validation, budget"), Columns.Percent("test_budget", "test, budget"),
            ],
            searches.Select(one => (IReadOnlyList<ResultCell>)
            [
                ResultCell.Of(one.Name), SearchSection.Cell(one.Search.ValidAtEnd), SearchSection.Cell(one.Search.TestAtEnd),
                SearchSection.Cell(one.Search.ValidAtBudget), SearchSection.Cell(one.Search.TestAtBudget),
            ]));
        SearchSection.AddCurves(section, "", "cifar10: mean test accuracy over 500 trials of regularized evolution", searches);
        return section.Build();
    }
}
