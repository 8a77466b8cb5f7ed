using NatsBench.Fast.Reports.Runs;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>Runs, compared: plain numbers for tables and pictures. The same runs, options and table give the same bits on any number of threads.</summary>
/// <param name="Metric">What trials are compared by.</param>
/// <param name="Tasks">Each task by itself, in the order of the runs.</param>
/// <param name="Overall">Over all tasks; null where there is none.</param>
/// <param name="Notes">What a reader should know, such as why there is no comparison over all tasks.</param>
public sealed record Comparison(RunMetric Metric, IReadOnlyList<TaskComparison> Tasks, OverallComparison? Overall, IReadOnlyList<string> Notes)
{
    /// <summary>The level of all intervals.</summary>
    public const double Confidence = 0.95;

    /// <summary>Compares runs.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="NatsBenchException">Runs are of different tables, there is none, or none has the metric; the message says what to do.</exception>
    public static Comparison Of(RunSet runs, CompareOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(options);
        return new Comparer(options, cancellation).Compare(runs);
    }
}
