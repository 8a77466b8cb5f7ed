using NatsBench.Fast.Evaluations.Scores;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.House.Tests;

/// <summary>The search of docs/evaluation.md that asks networks.</summary>
internal static class ScoresExample
{
    public static void Run(NatsBenchmark bench, TextWriter output)
    {
        // scores: begin
        NaswotPlan plan = new(SearchSpace.Topology, Dataset.ImageNet16120, ScoreImages.Noise(Dataset.ImageNet16120, count: 16, seed: 1));
        NetworkMeasure naswot = NetworkMeasures.Naswot(plan);
        TableOracle table = TableOracle.Bind(bench, Dataset.Cifar10, new OracleOptions { Quantities = [Quantity.Flops] });
        NetworkOracle untrained = new(table, objectives: [], reward: naswot, seconds: 1);       // a second a candidate on the search's clock
        AlgorithmDefinition rea = AlgorithmCatalog.Get("rea");
        HyperParameters parameters = HyperParameters.Of(rea, new Dictionary<string, string> { ["population"] = "5", ["sample"] = "3" });
        Experiment experiment = new(untrained, Dataset.Cifar10, rea, parameters, Budget.OfSeconds(20), RootSeed: 1);
        LogPoint last = new TrialRunner(experiment).Run(trial: 0)[^1];
        output.WriteLine($"{bench.Architecture(last.Incumbent)}: score {naswot[last.Incumbent]:F1}; {naswot.Measured} networks for {naswot.Asked} questions");
        // scores: end
    }
}
