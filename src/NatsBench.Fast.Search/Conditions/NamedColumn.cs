using System.Text.RegularExpressions;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Conditions;

/// <summary>
/// A column as people ask for it: <c>[DATASET:]QUANTITY</c>, where a set alone (<c>train</c>, <c>valid</c>, <c>test</c>, <c>valtest</c>) means its
/// accuracy. Immutable, thread-safe.
/// </summary>
/// <param name="Name">The name as it was given.</param>
/// <param name="Dataset">The dataset that it names; null for the one that is asked about.</param>
/// <param name="Quantity">The quantity.</param>
public sealed partial record NamedColumn(string Name, Dataset? Dataset, Quantity Quantity)
{
    private const int LongestName = 256;

    /// <summary>Reads a name, such as <c>flops</c>, <c>valid</c>, <c>200/test-loss@11</c>, <c>cifar100:test</c> or <c>help.pixel2.latency</c>.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="NatsBenchException">Nothing is called so.</exception>
    public static NamedColumn Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length > LongestName)
            throw new NatsBenchException($"'{name[..LongestName]}…' is no column: no name is that long");
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon == 0)
            throw new NatsBenchException($"'{name}' names no dataset before its colon, such as cifar100:{name[1..]}");
        Quantity quantity = Quantity.Named(SetAlone().Replace(name[(colon + 1)..], "$1-accuracy$2"));
        if (colon > 0 && NatsBenchmark.IsExtraName(quantity.Name))
            throw new NatsBenchException($"'{name}': an extra column is of no dataset beside its own; name it alone, {quantity}");
        return new NamedColumn(name, colon < 0 ? null : new Dataset(name[..colon]), quantity);
    }

    /// <summary>The column as a benchmark has it: an extra one with its unit and direction.</summary>
    /// <param name="bench">The benchmark.</param>
    /// <exception cref="RefusedException">The benchmark has no such extra column.</exception>
    public NamedColumn In(NatsBenchmark bench) => this with { Quantity = Quantity.In(bench) };

    /// <summary>The value of every architecture of a benchmark; NaN where there is none.</summary>
    /// <param name="bench">The benchmark.</param>
    /// <param name="dataset">The dataset of columns that name none.</param>
    /// <param name="setting">The setting of columns that name none.</param>
    /// <exception cref="NatsBenchException">No record has it.</exception>
    public double[] Values(NatsBenchmark bench, Dataset dataset, TrainingSetting setting) => Quantity.Values(bench, Dataset ?? dataset, setting);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    [GeneratedRegex("^((?:[A-Za-z0-9]+/)?(?:train|valid|test|valtest))((?:[@#][0-9@#]+)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex SetAlone();
}
