namespace NatsBench.Fast.Scans;

/// <summary>
/// Upper limits that a candidate must keep, at most three: such as FLOPs, parameters, latency. A candidate keeps a limit when its
/// quantity is the maximum or less; an absent quantity (NaN) keeps none. The default value limits nothing.
/// </summary>
/// <example><code>Limits limits = Limits.AtMost(flops, 100).And(parameters, 1.2);</code></example>
public readonly ref struct Limits
{
    /// <summary>How many limits there may be.</summary>
    public const int Most = 3;

    /// <summary>No limit.</summary>
    public static Limits None => default;

    /// <summary>How many limits there are.</summary>
    public int Count { get; private init; }

    internal Limit First { get; private init; }

    internal Limit Second { get; private init; }

    internal Limit Third { get; private init; }

    /// <summary>One limit.</summary>
    /// <param name="column">The quantity of each candidate, as many as the column that is scanned.</param>
    /// <param name="maximum">The greatest that is allowed, in the column's unit.</param>
    /// <exception cref="ArgumentException">The maximum is NaN.</exception>
    public static Limits AtMost(ReadOnlySpan<double> column, double maximum) => None.And(column, maximum);

    /// <summary>These limits and one more.</summary>
    /// <param name="column">The quantity of each candidate, as many as the column that is scanned.</param>
    /// <param name="maximum">The greatest that is allowed, in the column's unit.</param>
    /// <exception cref="ArgumentException">The maximum is NaN.</exception>
    /// <exception cref="InvalidOperationException">There are three already.</exception>
    public Limits And(ReadOnlySpan<double> column, double maximum)
    {
        if (double.IsNaN(maximum))
            throw new ArgumentException("a limit must be a number; nothing is at most NaN", nameof(maximum));
        Limit limit = new(column, maximum);
        return Count switch
        {
            0 => this with { Count = 1, First = limit },
            1 => this with { Count = 2, Second = limit },
            2 => this with { Count = 3, Third = limit },
            _ => throw new InvalidOperationException($"at most {Most} limits; narrow further with a filter"),
        };
    }

    /// <summary>Throws unless each limited column has that many values.</summary>
    internal void RequireLength(int length)
    {
        if ((Count > 0 && First.Column.Length != length)
            || (Count > 1 && Second.Column.Length != length)
            || (Count > 2 && Third.Column.Length != length))
            throw new ArgumentException($"a limited column must have {length} values, as the scanned one has");
    }
}
