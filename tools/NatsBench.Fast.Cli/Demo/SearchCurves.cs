using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Cli.Demo;

/// <summary>The test accuracy of the best architecture so far over simulated time, mean over trials, of each algorithm on one dataset.</summary>
/// <param name="Dataset">The dataset searched on and reported.</param>
/// <param name="Seconds">The simulated times, ascending.</param>
/// <param name="Algorithms">Each algorithm with its accuracies in percent, one a time.</param>
/// <param name="Trials">How many trials each is the mean of.</param>
internal sealed record SearchCurves(Dataset Dataset, double[] Seconds, IReadOnlyList<(string Algorithm, double[] Accuracies)> Algorithms, int Trials)
{
    private const int MostTrials = 100;

    // Where the picture begins, as a share of the budget: before that, curves rise too steeply to see the rest.
    private const double Beginning = 0.05;

    /// <summary>Runs the first trials of a study's experiments on its first dataset.</summary>
    /// <param name="study">The study; its budget is one of simulated seconds.</param>
    /// <param name="points">How many times, at least two, up to the whole budget.</param>
    /// <param name="cancellation">Stops between evaluations.</param>
    public static SearchCurves Of(BoundStudy study, int points, CancellationToken cancellation)
    {
        BoundExperiment[] experiments = [.. study.Experiments.Where(bound => bound.Experiment.Dataset == study.Experiments[0].Experiment.Dataset)];
        double budget = experiments[0].Experiment.Budget.Seconds!.Value;
        double[] seconds = [.. Enumerable.Range(0, points).Select(point => budget * (Beginning + (1 - Beginning) * point / (points - 1)))];
        int trials = int.Min(MostTrials, study.Study.Trials);
        return new SearchCurves(
            experiments[0].Experiment.Dataset, seconds,
            [.. experiments.Select(bound => (bound.Experiment.Algorithm.Name, Mean(bound, seconds, trials, cancellation)))], trials);
    }

    private static double[] Mean(BoundExperiment bound, double[] seconds, int trials, CancellationToken cancellation)
    {
        double[] sums = new double[seconds.Length];
        TrialRunner runner = new(bound.Experiment);
        for (int trial = 0; trial < trials; trial++)
        {
            ReadOnlySpan<LogPoint> points = runner.Run(trial, cancellation);
            int next = 0;
            for (int at = 0; at < seconds.Length; at++)
            {
                while (next < points.Length && points[next].Clock <= seconds[at])
                    next++;
                // Before the first training has ended, that one is meant.
                sums[at] += bound.Reports[0].Test[points[int.Max(next, 1) - 1].Incumbent];
            }
        }
        return [.. sums.Select(sum => sum / trials)];
    }
}
