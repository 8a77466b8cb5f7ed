namespace NatsBench.Fast.Search.Algorithms;

/// <summary>An algorithm: its name, its hyper-parameters, and how to begin a trial of it. A user's own is defined the same way. Immutable.</summary>
/// <param name="Name">The name on the command line and in results, such as <c>rea</c>; part of the random stream.</param>
/// <param name="Summary">One line about it.</param>
/// <param name="Parameters">Its hyper-parameters.</param>
/// <param name="Begin">Begins a trial; throws <see cref="NatsBenchException"/> where the hyper-parameters do not fit the space or the fidelities.</param>
public sealed record AlgorithmDefinition(
    string Name, string Summary, IReadOnlyList<HyperParameter> Parameters, Func<SearchContext, HyperParameters, ISearchAlgorithm> Begin)
{
    /// <summary>An algorithm without hyper-parameters.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="summary">One line about it.</param>
    /// <param name="begin">Begins a trial.</param>
    public AlgorithmDefinition(string name, string summary, Func<SearchContext, ISearchAlgorithm> begin)
        : this(name, summary, [], (context, _) => begin(context))
    {
    }
}
