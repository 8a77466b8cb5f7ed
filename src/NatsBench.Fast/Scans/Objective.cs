using CommunityToolkit.HighPerformance.Buffers;

namespace NatsBench.Fast.Scans;

/// <summary>A column and the direction in which it is better.</summary>
public readonly ref struct Objective
{
    private readonly bool _maximised;

    private Objective(ReadOnlySpan<double> column, bool maximised)
    {
        Column = column;
        _maximised = maximised;
    }

    internal ReadOnlySpan<double> Column { get; }

    /// <summary>More is better, as of accuracy.</summary>
    /// <param name="column">One value for each candidate; NaN where absent.</param>
    public static Objective Maximise(ReadOnlySpan<double> column) => new(column, maximised: true);

    /// <summary>Less is better, as of FLOPs, parameters, latency.</summary>
    /// <param name="column">One value for each candidate; NaN where absent.</param>
    public static Objective Minimise(ReadOnlySpan<double> column) => new(column, maximised: false);

    /// <summary>A value of this objective such that less is better.</summary>
    internal double Loss(double value) => _maximised ? -value : value;

    /// <summary>The column such that less is better: itself, or its negative in the buffer, which is then the caller's to return.</summary>
    internal ReadOnlySpan<double> Losses(out SpanOwner<double> buffer)
    {
        buffer = SpanOwner<double>.Allocate(_maximised ? Column.Length : 0);
        if (!_maximised)
            return Column;
        Span<double> losses = buffer.Span;
        for (int i = 0; i < losses.Length; i++)
            losses[i] = -Column[i];
        return losses;
    }
}
