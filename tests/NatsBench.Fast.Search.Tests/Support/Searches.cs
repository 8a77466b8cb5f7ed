using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Support;

/// <summary>Trials of algorithms by name.</summary>
internal static class Searches
{
    /// <summary>The log points of one trial.</summary>
    public static LogPoint[] Run(
        this IOracle oracle, string algorithm, Budget budget, long trial = 0, int workers = 1, params (string Name, string Value)[] parameters)
    {
        AlgorithmDefinition definition = AlgorithmCatalog.Get(algorithm);
        Dictionary<string, string> given = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        Experiment experiment = new(oracle, Dataset.Cifar10, definition, HyperParameters.Of(definition, given), budget, RootSeed: 7) { Workers = workers };
        return new TrialRunner(experiment).Run(trial).ToArray();
    }

    /// <summary>The same, with a budget in evaluations.</summary>
    public static LogPoint[] Run(this IOracle oracle, string algorithm, int evaluations, params (string Name, string Value)[] parameters) =>
        oracle.Run(algorithm, Budget.OfEvaluations(evaluations), parameters: parameters);
}
