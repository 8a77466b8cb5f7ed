using NatsBench.Fast.Reports.Runs;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>The curves of a task's algorithms. The same runs and table give the same bits on any number of threads.</summary>
/// <param name="Task">The task.</param>
/// <param name="Metric">What is shown.</param>
/// <param name="Kind">What a curve is between log points.</param>
/// <param name="Axis">What it runs over.</param>
/// <param name="Places">Where it is known: 150 even steps up to the budget, as the paper's; of the paper's interpolation from 0 on.</param>
/// <param name="Algorithms">The curves.</param>
/// <param name="Random">Random search's expectation; null where no table tells.</param>
/// <param name="AverageRanks">For each place the average rank of each algorithm over trials that pair, NaN where not all have begun; empty where there is none.</param>
/// <param name="Targets">Times to targets, by the step function; empty where no table tells.</param>
/// <param name="Notes">What is missing, and why.</param>
public sealed record TaskCurves(
    ComparedTask Task, RunMetric Metric, CurveKind Kind, CurveAxis Axis, IReadOnlyList<double> Places, IReadOnlyList<AnytimeCurve> Algorithms, ReferenceLine? Random,
    IReadOnlyList<IReadOnlyList<double>> AverageRanks, IReadOnlyList<TargetTime> Targets, IReadOnlyList<string> Notes)
{
    /// <summary>The normalised test scores that times are given to.</summary>
    public static IReadOnlyList<double> TargetScores { get; } = [0.9, 0.95, 0.99];

    /// <summary>Draws the curves of a task.</summary>
    /// <param name="task">The task, compared.</param>
    /// <param name="table">The table that tells accuracies.</param>
    /// <param name="metric">What is shown.</param>
    /// <param name="kind">What a curve is between log points; the paper's interpolation needs seconds.</param>
    /// <param name="axis">What it runs over.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>Null where no algorithm of the task has log points that tell such a curve.</returns>
    public static TaskCurves? Of(
        TaskComparison task, BenchmarkTable table, RunMetric metric, CurveKind kind, CurveAxis axis, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(table);
        if (kind == CurveKind.PaperInterpolation && axis != CurveAxis.Seconds)
            throw new ArgumentException("the paper interpolates over seconds", nameof(axis));
        return new CurveMaker(task, table, metric, kind, axis, cancellation).Make();
    }
}
