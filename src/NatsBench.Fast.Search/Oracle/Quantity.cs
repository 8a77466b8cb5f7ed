using System.Text.RegularExpressions;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Oracle;

/// <summary>
/// A number of every architecture that a search weighs against accuracy, notes beside it, or is limited by: what an architecture costs, a column
/// of the table, or a function of one's own. Immutable; thread-safe where its function is.
/// </summary>
public sealed partial record Quantity
{
    private readonly TableColumn? _column;
    private readonly Func<int, double>? _function;
    private readonly bool _isExtra;

    private Quantity(
        string name, string unit, Direction direction, TableColumn? column = null, Func<int, double>? function = null, bool isExtra = false) =>
        (Name, Unit, Direction, _column, _function, _isExtra) = (name, unit, direction, column, function, isExtra);

    /// <summary>Multiply-adds of one forward pass, in millions (the official <c>flops</c>).</summary>
    public static Quantity Flops { get; } = new("flops", "M", Direction.Minimise);

    /// <summary>Trainable parameters, in millions (the official <c>params</c>).</summary>
    public static Quantity Params { get; } = new("params", "M", Direction.Minimise);

    /// <summary>Seconds for a batch of 256 (the official <c>latency</c>).</summary>
    public static Quantity Latency { get; } = new("latency", "s", Direction.Minimise);

    /// <summary>What an architecture costs before it is trained; all else that has a name is a column.</summary>
    public static IReadOnlyList<Quantity> Costs { get; } = [Flops, Params, Latency];

    /// <summary>The regular expressions (ECMA-262) that names of columns match: those of the table, and extra ones.</summary>
    public static IReadOnlyList<string> ColumnPatterns { get; } = [TableColumn.Pattern, NatsBenchmark.ExtraNamePattern];

    /// <summary>Its name in studies, traces and summaries.</summary>
    public string Name { get; }

    /// <summary>Its unit; empty where it has none, and for an extra column until a benchmark tells it.</summary>
    public string Unit { get; }

    /// <summary>Which values are the better ones; of an extra column it is a benchmark that knows, and an oracle's quantities say it.</summary>
    public Direction Direction { get; }

    /// <summary>
    /// A quantity by its name: <c>flops</c>, <c>params</c>, <c>latency</c>, or a column of the table,
    /// <c>[HP/]SET-MEASURE[@EPOCH][#SEED]</c>. The measure is <c>accuracy</c> (percent, the greater the better), <c>loss</c>, <c>all-time</c>
    /// (seconds of all epochs up to one), or <c>accuracy-std</c> and <c>loss-std</c>, standard deviations over seeds; the set is
    /// <c>train</c>, <c>valid</c>, <c>test</c>, <c>valtest</c> or one of the file, of the dataset searched on; HP is a setting, else that of the
    /// search's longest training; the epoch is 0-based, else the last; the seed is a stored one, else the mean over all. A name with a dot is
    /// an extra column of the benchmark, such as <c>help.pixel2.latency</c>.
    /// </summary>
    /// <param name="name">The name, such as <c>valid-loss</c>, <c>test-accuracy@11</c>, <c>200/train-accuracy-std</c> or <c>help.pixel2.latency</c>.</param>
    /// <exception cref="NatsBenchException">No quantity is called so; the message says what there is.</exception>
    public static Quantity Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryNamed(name) ?? (NatsBenchmark.IsExtraName(name) ? new Quantity(name, "", Direction.Minimise, isExtra: true) : null) ?? throw new NatsBenchException(
            $"'{name}' is no quantity; there are {string.Join(", ", Costs)}, columns such as valid-loss, test-accuracy@11 or train-accuracy-std, and extra columns such as help.pixel2.latency{Nearest.Hint(name, Costs.Select(cost => cost.Name))}");
    }

    /// <summary>A function of one's own. Studies and states know it by its name alone: give another function another name.</summary>
    /// <param name="name">A letter, then up to 63 letters, digits, '_', '-' and '.'; a name that <see cref="Named"/> knows is not free.</param>
    /// <param name="unit">The unit, for messages; may be empty.</param>
    /// <param name="direction">Which values are the better ones.</param>
    /// <param name="value">
    /// The number of an architecture by its index in the benchmark; NaN where there is none. Asked once for each architecture whenever an
    /// oracle is bound.
    /// </param>
    /// <exception cref="ArgumentException">Such a name cannot be, or is taken.</exception>
    public static Quantity Of(string name, string unit, Direction direction, Func<int, double> value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(value);
        if (!OwnName().IsMatch(name))
            throw new ArgumentException($"'{name}' is no name: a letter, then up to 63 letters, digits, '_', '-' and '.'", nameof(name));
        if (TryNamed(name) is not null)
            throw new ArgumentException($"{name} is a quantity of the table; call your own otherwise", nameof(name));
        return new Quantity(name, unit, direction, function: value);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>The quantity as a benchmark has it: of an extra column with its unit and direction.</summary>
    /// <param name="bench">The benchmark.</param>
    /// <exception cref="RefusedException">The benchmark has no such extra column.</exception>
    public Quantity In(NatsBenchmark bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        return _isExtra && bench.Extra(Name).Description is var extra ? new Quantity(Name, extra.Unit, extra.Direction, isExtra: true) : this;
    }

    /// <summary>The value as one to be minimised, and such a one as the value: with its sign turned where it is maximised.</summary>
    internal double Loss(double value) => Direction == Direction.Maximise ? -value : value;

    /// <summary>The value of every architecture of a benchmark; NaN where there is none.</summary>
    /// <param name="bench">The benchmark.</param>
    /// <param name="dataset">The dataset searched on.</param>
    /// <param name="setting">That of the longest training.</param>
    /// <exception cref="NatsBenchException">No record has it.</exception>
    public double[] Values(NatsBenchmark bench, Dataset dataset, TrainingSetting setting)
    {
        ArgumentNullException.ThrowIfNull(bench);
        if (_function is not null)
            return [.. Enumerable.Range(0, bench.Count).Select(_function)];
        if (_column is not null)
            return _column.Read(bench, dataset, setting).ToArray();
        if (_isExtra)
            return bench.Extra(Name).Values.ToArray();
        if (this != Params)
            bench.RequireNats("are neither FLOPs nor latencies");
        Views.CostView costs = bench.Table(dataset, setting).Costs;
        return (this == Flops ? costs.Flops : this == Params ? costs.Params : costs.Latency).ToArray();
    }

    private static Quantity? TryNamed(string name)
    {
        if (Costs.FirstOrDefault(cost => cost.Name == name) is { } known)
            return known;
        return TableColumn.Parse(name) is { } column ? new Quantity(name, column.Unit, column.Direction, column) : null;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_.-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex OwnName();
}
