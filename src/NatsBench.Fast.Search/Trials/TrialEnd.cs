using System.Runtime.CompilerServices;
namespace NatsBench.Fast.Search.Trials;

/// <summary>All that is reported of a trial, whatever the dataset, without its log points.</summary>
/// <param name="Outcome">What it comes to at its budget.</param>
/// <param name="Nearest">The log point that is nearest to a budget in seconds; of a budget in evaluations the last one within it.</param>
/// <param name="SecondNearest">The second nearest; null where there is only one, or evaluations count.</param>
public readonly record struct TrialEnd(TrialOutcome Outcome, ClockedIncumbent Nearest, ClockedIncumbent? SecondNearest)
{
    /// <summary>The end of a trial whose log points were kept.</summary>
    /// <param name="points">Its log points, at least one.</param>
    /// <param name="budget">The budget.</param>
    public static TrialEnd Of(ReadOnlySpan<LogPoint> points, Budget budget)
    {
        BudgetMarks marks = new(budget);
        foreach (ref readonly LogPoint point in points)
            marks.Add(point.Clock, point.Incumbent);
        return marks.End();
    }

    /// <summary>The reported accuracy: on the line through both points, which may lie on one side of the budget.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="accuracyOf">The reported accuracy of each architecture, percent.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Accuracy(Budget budget, ReadOnlySpan<double> accuracyOf) =>
        budget.Seconds is { } seconds ? AccuracyAt(seconds, accuracyOf) : accuracyOf[Nearest.Architecture];

    /// <summary>The same at any time that both points are near to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double AccuracyAt(double seconds, ReadOnlySpan<double> accuracyOf)
    {
        double near = accuracyOf[Nearest.Architecture];
        if (SecondNearest is not { } second)
            return near;
        (double a, double b) = (Nearest.Clock, second.Clock);
        // Two points at one time have no line through them; the original divides by zero.
        return a == b ? near : ((b - seconds) * near + (seconds - a) * accuracyOf[second.Architecture]) / (b - a);
    }
}
