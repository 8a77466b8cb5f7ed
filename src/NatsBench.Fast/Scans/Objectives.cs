namespace NatsBench.Fast.Scans;

/// <summary>
/// Any number of objectives of the same candidates, each with its direction, for fronts and hypervolumes. Made one by one; each step copies
/// its column, 8 bytes a candidate, and leaves what came before as it was. Immutable, thread-safe.
/// </summary>
/// <example><code>Objectives objectives = Objectives.None.Maximise(accuracy).Minimise(flops).Minimise(latency).Minimise(loss);</code></example>
public sealed class Objectives
{
    private readonly double[][] _losses;
    private readonly bool[] _maximised;

    private Objectives(double[][] losses, bool[] maximised) => (_losses, _maximised) = (losses, maximised);

    /// <summary>No objective yet.</summary>
    public static Objectives None { get; } = new([], []);

    /// <summary>How many objectives there are.</summary>
    public int Count => _losses.Length;

    /// <summary>How many candidates there are; 0 before the first objective.</summary>
    public int Candidates => Count == 0 ? 0 : _losses[0].Length;

    /// <summary>These and one more, of which more is better, as of accuracy.</summary>
    /// <param name="column">One value for each candidate; NaN where absent.</param>
    /// <exception cref="ArgumentException">There are other objectives, of more or fewer candidates.</exception>
    public Objectives Maximise(ReadOnlySpan<double> column) => With(column, maximised: true);

    /// <summary>These and one more, of which less is better, as of FLOPs, parameters, latency.</summary>
    /// <param name="column">One value for each candidate; NaN where absent.</param>
    /// <exception cref="ArgumentException">There are other objectives, of more or fewer candidates.</exception>
    public Objectives Minimise(ReadOnlySpan<double> column) => With(column, maximised: false);

    /// <summary>An objective such that less is better.</summary>
    internal ReadOnlySpan<double> Losses(int objective) => _losses[objective];

    /// <summary>A value of an objective such that less is better.</summary>
    internal double Loss(int objective, double value) => _maximised[objective] ? -value : value;

    /// <summary>All objectives of the first candidate, then those of the second, and so on, such that less is better.</summary>
    internal void CopyPoints(Span<double> points)
    {
        for (int objective = 0; objective < Count; objective++)
            for (int candidate = 0; candidate < Candidates; candidate++)
                points[candidate * Count + objective] = _losses[objective][candidate];
    }

    private Objectives With(ReadOnlySpan<double> column, bool maximised)
    {
        if (Count > 0 && column.Length != Candidates)
            throw new ArgumentException($"an objective of {Candidates} candidates has as many values, not {column.Length}", nameof(column));
        double[] losses = column.ToArray();
        if (maximised)
            for (int candidate = 0; candidate < losses.Length; candidate++)
                losses[candidate] = -losses[candidate];
        return new Objectives([.. _losses, losses], [.. _maximised, maximised]);
    }
}
