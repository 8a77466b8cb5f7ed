using NatsBench.Fast.Internals;
using NatsBench.Fast.Search.Algorithms.Forest;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>The algorithms that come with the library.</summary>
public static class AlgorithmCatalog
{
    /// <summary>All of them; the paper's four first.</summary>
    public static IReadOnlyList<AlgorithmDefinition> All { get; } =
    [
        RandomSearch.Definition,
        RegularizedEvolution.Definition,
        Reinforce.Definition,
        Bohb.Definition,
        LocalSearch.Definition,
        SuccessiveHalving.Definition,
        Hyperband.Definition,
        Asha.Definition,
        Nsga2.Definition,
        ForestSearch.Definition,
    ];

    /// <summary>An algorithm by its name.</summary>
    /// <param name="name">Such as <c>rea</c>.</param>
    /// <exception cref="NatsBenchException">No algorithm has that name.</exception>
    public static AlgorithmDefinition Get(string name) => All.FirstOrDefault(algorithm => algorithm.Name == name)
        ?? throw new NatsBenchException($"no algorithm is called '{name}'; there are {string.Join(", ", All.Select(algorithm => algorithm.Name))}{Nearest.Hint(name, All.Select(algorithm => algorithm.Name))}");
}
