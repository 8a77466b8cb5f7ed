using System.Globalization;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>The values of an algorithm's hyper-parameters, all of them, checked. Immutable.</summary>
public sealed class HyperParameters
{
    private readonly Dictionary<string, string> _values;

    private HyperParameters(IReadOnlyList<KeyValuePair<string, string>> values)
    {
        Values = values;
        _values = values.ToDictionary(StringComparer.Ordinal);
        Text = string.Join(",", values.Select(value => $"{value.Key}={value.Value}"));
    }

    /// <summary>Every hyper-parameter and its value in canonical form, in the order of the definition.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values { get; }

    /// <summary>All values as one text, such as <c>population=10,sample=3</c>; part of the random stream.</summary>
    public string Text { get; }

    /// <summary>Fills what is not given with defaults.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="given">Some values by name.</param>
    /// <exception cref="NatsBenchException">An unknown name, or a value outside its range.</exception>
    public static HyperParameters Of(AlgorithmDefinition algorithm, IReadOnlyDictionary<string, string> given)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        ArgumentNullException.ThrowIfNull(given);
        foreach (string name in given.Keys)
            if (!algorithm.Parameters.Any(parameter => parameter.Name == name))
                throw new NatsBenchException($"{algorithm.Name} has no hyper-parameter '{name}'; {Known(algorithm)}{Nearest.Hint(name, algorithm.Parameters.Select(parameter => parameter.Name))}");
        List<KeyValuePair<string, string>> values = [];
        foreach (HyperParameter parameter in algorithm.Parameters)
        {
            string text = given.GetValueOrDefault(parameter.Name, parameter.Default);
            values.Add(new(parameter.Name, parameter.Canonical(text)
                ?? throw new NatsBenchException($"{algorithm.Name}.{parameter.Name}: '{text}' is not {parameter.Range}")));
        }
        return new HyperParameters(values);
    }

    /// <summary>A whole number.</summary>
    public int Whole(string name) => int.Parse(_values[name], CultureInfo.InvariantCulture);

    /// <summary>A number.</summary>
    public double Number(string name) => double.Parse(_values[name], CultureInfo.InvariantCulture);

    /// <summary>A word.</summary>
    public string Choice(string name) => _values[name];

    private static string Known(AlgorithmDefinition algorithm) => algorithm.Parameters.Count == 0
        ? "it has none"
        : $"it has {string.Join(", ", algorithm.Parameters.Select(parameter => parameter.Name))}";
}
