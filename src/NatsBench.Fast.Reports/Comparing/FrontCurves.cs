using NatsBench.Fast.Reports.Runs;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>Hypervolume over the budget: what the rewards so far dominate, as a share of what the exact front does. Immutable, thread-safe.</summary>
/// <param name="Axis">What the curves run over.</param>
/// <param name="Places">Places along it.</param>
/// <param name="Algorithms">The curves, in percent; each trial is a step function, 0 before its first training ends.</param>
public sealed record FrontCurves(CurveAxis Axis, IReadOnlyList<double> Places, IReadOnlyList<AnytimeCurve> Algorithms)
{
    /// <summary>The curves of a task; null where no algorithm has log points beside fronts.</summary>
    /// <param name="task">The task, compared.</param>
    public static FrontCurves? Of(TaskComparison task)
    {
        ArgumentNullException.ThrowIfNull(task);
        AlgorithmResult[] algorithms = [.. task.Algorithms.Where(algorithm => algorithm.Entry.Trials.All(trial => trial.Trace is { Front: { } front } && front.Share.All(double.IsFinite)))];
        if (algorithms.Length == 0)
            return null;
        CurveAxis axis = task.Task.Budget?.Evaluations is null ? CurveAxis.Seconds : CurveAxis.Evaluations;
        double[] places = CurvePlaces.Of(task.Task, algorithms.SelectMany(algorithm => algorithm.Entry.Trials).Select(trial => trial.Trace!), axis, fromZero: false);
        return new FrontCurves(axis, places, [.. algorithms.Select(algorithm => CurveMaker.Summarise(
            algorithm.Name, [.. algorithm.Entry.Trials.Select(trial => Shares(trial.Trace!, axis, places))], places.Length))]);
    }

    private static double[] Shares(RunTrace trace, CurveAxis axis, double[] places)
    {
        double[] shares = new double[places.Length];
        int ended = 0;
        for (int i = 0; i < places.Length; i++)
        {
            while (ended < trace.Count && (axis == CurveAxis.Seconds ? trace.Clock[ended] <= places[i] : trace.Step[ended] < places[i]))
                ended++;
            shares[i] = ended == 0 ? 0 : 100 * trace.Front!.Share[ended - 1];
        }
        return shares;
    }
}
