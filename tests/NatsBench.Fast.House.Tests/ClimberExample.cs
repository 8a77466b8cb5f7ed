using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.House.Tests;

/// <summary>The example of docs/search.md that runs an algorithm of one's own, compiled and run by a test.</summary>
internal static class ClimberExample
{
    public static void Run(string path, TextWriter output)
    {
        // study: begin
        using NatsBenchmark bench = NatsBenchmark.Open(path);
        AlgorithmDefinition climber = new("climber", "mutates the best", context => new Climber(context));
        Study study = new()
        {
            Algorithms = [new AlgorithmGrid(climber), new AlgorithmGrid(AlgorithmCatalog.Get("random"))],
            Datasets = [Dataset.Cifar10],
            Budget = StudyBudget.Of(Budget.OfSeconds(2_000)),
            Trials = 500,
        };
        BoundStudy bound = BoundStudy.Bind(study, bench);
        foreach (SummaryRow row in SummaryRow.Of(ExperimentOutcomes.Of(bound, StudyRunner.RunInMemory(bound))))
            output.WriteLine($"{row.Experiment.Algorithm}: test {row.Test.Mean:F2} ± {row.Test.Deviation:F2} %");
        // study: end
    }
}
