using NatsBench.Fast.Search.Algorithms;

namespace NatsBench.Fast.Studies.Definition;

/// <summary>An algorithm and the values of its hyper-parameters that are tried: all combinations. Immutable.</summary>
public sealed class AlgorithmGrid
{
    /// <summary>The most combinations.</summary>
    public const int MostCombinations = 10_000;

    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _values;

    /// <summary>Creates a grid.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="values">Values by the name of the hyper-parameter; the others keep their defaults.</param>
    /// <exception cref="NatsBenchException">An unknown hyper-parameter, a value outside its range or given twice, no value, or too many combinations.</exception>
    public AlgorithmGrid(AlgorithmDefinition algorithm, IReadOnlyDictionary<string, IReadOnlyList<string>>? values = null)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        values ??= new Dictionary<string, IReadOnlyList<string>>();
        (Algorithm, _values) = (algorithm, values);
        List<Dictionary<string, string>> combinations = [[]];
        // In the order of the definition, so that the order of a file does not matter.
        foreach (string name in algorithm.Parameters.Select(parameter => parameter.Name).Concat(values.Keys).Distinct())
        {
            if (!values.TryGetValue(name, out IReadOnlyList<string>? tried))
                continue;
            if (tried.Count == 0)
                throw new NatsBenchException($"{algorithm.Name}.{name}: no value to try");
            if ((long)combinations.Count * tried.Count > MostCombinations)
                throw new NatsBenchException($"{algorithm.Name}: more than {MostCombinations} combinations of hyper-parameters");
            combinations = [.. combinations.SelectMany(
                _ => tried, (given, value) => new Dictionary<string, string>(given) { [name] = value })];
        }
        Combinations = [.. combinations.Select(given => HyperParameters.Of(algorithm, given))];
        if (Combinations.Select(combination => combination.Text).Distinct().Count() != Combinations.Count)
            throw new NatsBenchException($"{algorithm.Name}: a value of a hyper-parameter is given twice");
    }

    /// <summary>The algorithm.</summary>
    public AlgorithmDefinition Algorithm { get; }

    /// <summary>Every combination, at least one; the last hyper-parameter changes fastest.</summary>
    public IReadOnlyList<HyperParameters> Combinations { get; }

    /// <summary>The grid with other values of some hyper-parameters.</summary>
    /// <param name="values">Values by the name of the hyper-parameter; the others keep theirs.</param>
    /// <exception cref="NatsBenchException">As for a new grid.</exception>
    public AlgorithmGrid With(IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Dictionary<string, IReadOnlyList<string>> merged = new(_values, StringComparer.Ordinal);
        foreach ((string name, IReadOnlyList<string> tried) in values)
            merged[name] = tried;
        return new AlgorithmGrid(Algorithm, merged);
    }
}
