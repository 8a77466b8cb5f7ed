using NatsBench.Fast.Model;
using NatsBench.Fast.Statistics.Comparisons;
using NatsBench.Fast.Statistics.Intervals;
using NatsBench.Fast.Statistics.Samples;
using NatsBench.Fast.Statistics.Scores;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>Compares algorithms over all tasks, on the scale that datasets share.</summary>
internal sealed class OverallScores(CompareOptions options, CancellationToken cancellation)
{
    private const int Steps = 100;

    /// <summary>Null, with a note, where there is nothing to put together.</summary>
    public OverallComparison? Of(IReadOnlyList<TaskComparison> tasks, Func<Dataset, TableReference?> reference, List<string> notes)
    {
        RunMetric metric = options.Metric is RunMetric.Valid or RunMetric.NormalisedValid ? RunMetric.NormalisedValid : RunMetric.Normalised;
        string[] names = [.. tasks[0].Algorithms.Select(algorithm => algorithm.Name).Where(name => tasks.All(task => task.Algorithms.Any(other => other.Name == name)))];
        if (tasks.Count < 2 || names.Length == 0)
        {
            notes.Add(tasks.Count < 2 ? "one task: nothing to put together over tasks" : "no algorithm ran on every task: nothing to put together over tasks");
            return null;
        }
        // Algorithm by algorithm, task by task.
        double[][][] scores = [.. names.Select(name => tasks.Select(task => task.Algorithms.First(algorithm => algorithm.Name == name).Entry.Trials
            .Select(trial => metric.Of(trial, reference(task.Task.ReportDataset)!.Scale)).ToArray()).ToArray())];
        if (scores.Any(ofTasks => ofTasks.Any(trials => !trials.All(double.IsFinite))))
        {
            notes.Add("a dataset has no scale of normalised scores: nothing to put together over tasks");
            return null;
        }
        double least = double.Min(0, scores.Min(ofTasks => ofTasks.Min(trials => trials.Min())));
        double[] thresholds = [.. Enumerable.Range(0, Steps + 1).Select(step => least + ((1 - least) * step / Steps))];
        return new OverallComparison(
            metric, [.. tasks.Select(task => task.Task)], [.. names.Select((name, place) => Result(name, scores[place], thresholds))], [.. Improvements(scores)], thresholds,
            BlockRanks.Of("tasks, by mean score", [.. Enumerable.Range(0, tasks.Count).Select(task => scores.Select(ofTasks => ofTasks[task].Average()).ToArray())]));
    }

    private OverallResult Result(string name, double[][] scores, double[] thresholds)
    {
        Bootstrap mean = Resample(scores, new Mean()), middle = Resample(scores, new InterquartileMean()), gap = Resample(scores, new OptimalityGap(1));
        return new OverallResult(
            name, mean.Estimate, Interval(mean), middle.Estimate, Interval(middle), gap.Estimate, Interval(gap), PerformanceProfile.Of(scores, thresholds));
    }

    private IEnumerable<OverallImprovement> Improvements(double[][][] scores)
    {
        for (int first = 0; first < scores.Length; first++)
            for (int second = first + 1; second < scores.Length; second++)
                yield return new OverallImprovement(
                    first, second, VarghaDelaney.ProbabilityOfImprovement(scores[first], scores[second]),
                    Interval(Bootstrap.OfImprovement(scores[first], scores[second], options.Seed, options.Resamples, cancellation)));
    }

    private Bootstrap Resample<TStatistic>(double[][] scores, TStatistic statistic)
        where TStatistic : struct, IStatistic => Bootstrap.Of(scores, statistic, options.Seed, options.Resamples, cancellation);

    private static MaybeInterval Interval(Bootstrap bootstrap) => MaybeInterval.Of(() => bootstrap.Percentile(Comparison.Confidence));
}
