using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Conditions;

/// <summary>
/// What architectures must satisfy, as text: comparisons of columns and numbers (<c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>, <c>=</c>,
/// <c>!=</c>, also in a row as in <c>10 &lt; flops &lt;= 50</c>), <c>and</c>, <c>or</c>, <c>not</c> and parentheses. Logic has three values: a comparison
/// with an absent number is neither true nor false, and nor is its <c>not</c>; only what is true satisfies. Immutable, thread-safe.
/// </summary>
/// <example><code>Condition.Parse("flops &lt; 50 and (params &lt; 0.5 or help.pixel2.latency &lt; 30)")</code></example>
public sealed class Condition
{
    private readonly ConditionNode _root;

    internal Condition(string text, ConditionNode root, IReadOnlyList<NamedColumn> columns) => (Text, _root, Columns) = (text, root, columns);

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The columns that it names, each once, in their order.</summary>
    public IReadOnlyList<NamedColumn> Columns { get; }

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The text, of 4,096 characters at most.</param>
    /// <exception cref="NatsBenchException">It is none; the message says at which character, and what is expected there.</exception>
    public static Condition Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ConditionReader(text).Read();
    }

    /// <summary>Which architectures of a benchmark satisfy it.</summary>
    /// <param name="bench">The benchmark.</param>
    /// <param name="dataset">The dataset of columns that name none.</param>
    /// <param name="setting">The setting of columns that name none.</param>
    /// <exception cref="NatsBenchException">No record has a column that it names.</exception>
    public ConditionOutcome Of(NatsBenchmark bench, Dataset dataset, TrainingSetting setting)
    {
        ArgumentNullException.ThrowIfNull(bench);
        Dictionary<string, double[]> values = Columns.ToDictionary(column => column.Name, column => column.Values(bench, dataset, setting));
        return Of(values, bench.Count);
    }

    /// <summary>The same of columns by name.</summary>
    internal ConditionOutcome Of(IReadOnlyDictionary<string, double[]> values, int count) => new(_root.Evaluate(values, count));
}
