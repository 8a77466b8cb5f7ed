using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>A comparison as tables.</summary>
public static class ComparisonTables
{
    /// <summary>What each algorithm of a task came to.</summary>
    /// <param name="task">The task.</param>
    /// <param name="metric">What trials are compared by.</param>
    /// <param name="name">The table's name.</param>
    public static ResultTable Algorithms(TaskComparison task, RunMetric metric, string name)
    {
        ArgumentNullException.ThrowIfNull(task);
        AlgorithmResult? best = Best(task, metric);
        return new ResultTable(
            name, $"{task.Task}: {metric.Title()}. Mean ± population standard deviation (standard error); 95 % bootstrap intervals.",
            [
                new("algorithm", "algorithm", ColumnKind.Header), new("trials", "trials", ColumnKind.Whole), Number("mean", "mean", metric), Number("mean_bca", "mean, BCa", metric),
                Number("median", "median", metric), Number("iqm", "IQM", metric),
            ],
            [
                .. task.Algorithms.Select(algorithm => (IReadOnlyList<ResultCell>)
                [
                    ResultCell.Of(algorithm.Name), ResultCell.Of(algorithm.Values.Count),
                    With(ResultCell.Of(algorithm.Summary.Mean), algorithm.MeanPercentile) with
                    {
                        Deviation = algorithm.Summary.Deviation,
                        Error = double.IsNaN(algorithm.Summary.StandardError) ? null : algorithm.Summary.StandardError,
                        IsBest = algorithm == best,
                    },
                    algorithm.MeanCorrected.Interval is null
                        ? ResultCell.Missing(algorithm.MeanCorrected.Reason)
                        : With(ResultCell.Of(algorithm.Summary.Mean), algorithm.MeanCorrected),
                    ResultCell.Of(algorithm.Summary.Median), With(ResultCell.Of(algorithm.InterquartileMean), algorithm.InterquartileInterval),
                ]),
            ]);
    }

    /// <summary>Each pair of a task, effect sizes first.</summary>
    /// <param name="task">The task.</param>
    /// <param name="metric">What trials are compared by.</param>
    /// <param name="name">The table's name.</param>
    public static ResultTable Pairs(TaskComparison task, RunMetric metric, string name)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new ResultTable(
            name,
            $"{task.Task}: pairs by {metric.Title()}. Difference of means, first less second; A12, the probability that a trial of the first is better; 95 % intervals of the "
                + "percentile bootstrap, and BCa; p two-sided, Holm-corrected over the pairs; trials that tell such a difference at level 0.05 with power 0.8.",
            [
                new("first", "first", ColumnKind.Header), new("second", "second", ColumnKind.Header), Number("difference", "difference", metric),
                Number("difference_bca", "difference, BCa", metric), new("a12", "A12") { Decimals = 3 }, new("rank_biserial", "rank-biserial") { Decimals = 3 },
                new("test", "test", ColumnKind.Text), new("p", "p"), new("p_holm", "p, Holm"), new("trials_needed", "trials needed", ColumnKind.Whole),
            ],
            [
                .. task.Pairs.Select(pair => (IReadOnlyList<ResultCell>)
                [
                    ResultCell.Of(task.Algorithms[pair.First].Name), ResultCell.Of(task.Algorithms[pair.Second].Name),
                    With(ResultCell.Of(pair.Difference), pair.DifferencePercentile),
                    pair.DifferenceCorrected.Interval is null ? ResultCell.Missing(pair.DifferenceCorrected.Reason) : With(ResultCell.Of(pair.Difference), pair.DifferenceCorrected),
                    With(ResultCell.Of(pair.Improvement), pair.ImprovementInterval), ResultCell.Of(pair.RankBiserial, pair.TestReason),
                    ResultCell.Of($"{pair.Test}, {(double.IsNaN(pair.PValue) ? "none" : pair.IsExact ? "exact" : "normal")}"),
                    ResultCell.Of(pair.PValue, pair.TestReason), ResultCell.Of(pair.AdjustedPValue, pair.TestReason),
                    pair.TrialsNeeded is { } trials ? ResultCell.Of(trials) : ResultCell.Missing(pair.TrialsReason),
                ]),
            ]);
    }

    /// <summary>Average ranks of a task or of all tasks.</summary>
    /// <param name="ranks">The ranks; with a test of Friedman.</param>
    /// <param name="algorithms">The algorithms, in their order.</param>
    /// <param name="what">What they are ranked on.</param>
    /// <param name="name">The table's name.</param>
    public static ResultTable? Ranks(RankComparison ranks, IReadOnlyList<string> algorithms, string what, string name)
    {
        ArgumentNullException.ThrowIfNull(ranks);
        if (ranks.Friedman is not { } friedman)
            return null;
        string critical = ranks.CriticalDifference is { } difference ? FormattableString.Invariant($"critical difference {difference.Value:0.000} (Nemenyi, 0.05)") : $"no critical difference: {ranks.Reason}";
        return new ResultTable(
            name,
            FormattableString.Invariant(
                $"{what}: average ranks over {friedman.Blocks} blocks ({ranks.Blocks}); Friedman's χ² {friedman.Statistic:0.000}, p = {friedman.PValue:G3}; {critical}."),
            [new("algorithm", "algorithm", ColumnKind.Header), new("rank", "average rank") { Decimals = 3 }],
            [.. algorithms.Zip(friedman.AverageRanks).OrderBy(pair => pair.Second).Select(pair => (IReadOnlyList<ResultCell>)[ResultCell.Of(pair.First), ResultCell.Of(pair.Second)])]);
    }

    /// <summary>The settings of an algorithm that was swept, the best first.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="metric">What trials are compared by.</param>
    /// <param name="name">The table's name.</param>
    public static ResultTable Settings(Sweep sweep, RunMetric metric, string name)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return new ResultTable(
            name,
            $"{sweep.Task}: settings of {sweep.Algorithm} by {metric.Title()}. Confidence: the share of bootstrap resamples{(sweep.ArePaired ? ", of all settings together," : "")} in which its mean is "
                + (sweep.Best.TrialsNeeded is { } trials ? $"the best. To tell the two best apart takes {trials} {(sweep.Best.IsPaired ? "pairs" : "trials each")}." : $"the best. The two best: {sweep.Best.TrialsReason}."),
            [new("setting", "setting", ColumnKind.Header), Number("mean", "mean", metric), new("confidence", "confidence") { Decimals = 3 }],
            [.. sweep.Settings.Select(setting => (IReadOnlyList<ResultCell>)[ResultCell.Of(setting.Name), ResultCell.Of(setting.Mean), ResultCell.Of(setting.Confidence)])]);
    }

    /// <summary>The values of the hyper-parameters that were swept.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="metric">What trials are compared by.</param>
    /// <param name="name">The table's name.</param>
    public static ResultTable Parameters(Sweep sweep, RunMetric metric, string name)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return new ResultTable(
            name, $"{sweep.Task}: {sweep.Algorithm} at each value of its hyper-parameters, {metric.Title()}; mean over the settings that have it, 95 % percentile bootstrap interval stratified by setting.",
            [new("parameter", "hyper-parameter", ColumnKind.Header), new("value", "value", ColumnKind.Header), new("settings", "settings", ColumnKind.Whole), Number("mean", "mean", metric)],
            [
                .. sweep.Parameters.SelectMany(parameter => parameter.Points.Select(point => (IReadOnlyList<ResultCell>)
                    [ResultCell.Of(parameter.Name), ResultCell.Of(point.Value), ResultCell.Of(point.Settings), With(ResultCell.Of(point.Mean), point.Interval)])),
            ]);
    }

    /// <summary>What a table tells exactly of a dataset.</summary>
    /// <param name="reference">What it tells.</param>
    /// <param name="name">The table's name.</param>
    public static ResultTable Reference(TableReference reference, string name)
    {
        ArgumentNullException.ThrowIfNull(reference);
        NoiseFloor noise = reference.Noise;
        return new ResultTable(
            name,
            FormattableString.Invariant(
                $"{reference.Dataset}: the exact best. One random architecture: validation {reference.Scale.RandomValid:0.000}, test {reference.Scale.RandomTest:0.000} %. Between seeds: ")
                + (double.IsNaN(noise.TestDeviation) ? "no architecture has several" : FormattableString.Invariant(
                    $"test ± {noise.TestDeviation:0.000} over the top {noise.Architectures}"))
                + FormattableString.Invariant($"; the best by validation is the best by test with probability {noise.SameBest:0.000}, and has a mean test regret of {noise.SelectionRegret:0.000}."),
            [
                new("definition", "best by", ColumnKind.Header), new("index", "index", ColumnKind.Whole), new("architecture", "architecture", ColumnKind.Text),
                new("seed", "seed", ColumnKind.Whole), Percent("value", "value"), Percent("valid", "mean validation"), Percent("test", "mean test"),
            ],
            [
                .. reference.Best.Select(best => (IReadOnlyList<ResultCell>)
                [
                    ResultCell.Of(best.Definition), ResultCell.Of(best.Architecture), ResultCell.Of(best.Text), best.Seed is { } seed ? ResultCell.Of(seed) : ResultCell.Missing("mean over seeds"),
                    ResultCell.Of(best.Value), ResultCell.Of(best.Valid), ResultCell.Of(best.Test),
                ]),
            ]);
    }

    /// <summary>What algorithms came to over all tasks.</summary>
    /// <param name="overall">The comparison.</param>
    /// <param name="name">The table's name.</param>
    public static ResultTable Overall(OverallComparison overall, string name)
    {
        ArgumentNullException.ThrowIfNull(overall);
        return new ResultTable(
            name, $"All {overall.Tasks.Count} tasks: {overall.Metric.Title()}, 95 % percentile bootstrap intervals, stratified by task.",
            [new("algorithm", "algorithm", ColumnKind.Header), Score("mean", "mean"), Score("iqm", "IQM"), Score("optimality_gap", "optimality gap")],
            [
                .. overall.Algorithms.Select(algorithm => (IReadOnlyList<ResultCell>)
                [
                    ResultCell.Of(algorithm.Name), With(ResultCell.Of(algorithm.Mean), algorithm.MeanInterval), With(ResultCell.Of(algorithm.InterquartileMean), algorithm.InterquartileInterval),
                    With(ResultCell.Of(algorithm.OptimalityGap), algorithm.GapInterval),
                ]),
            ]);
    }

    /// <summary>How likely each algorithm is better than each other over all tasks.</summary>
    /// <param name="overall">The comparison.</param>
    /// <param name="name">The table's name.</param>
    public static ResultTable Improvements(OverallComparison overall, string name)
    {
        ArgumentNullException.ThrowIfNull(overall);
        return new ResultTable(
            name, $"All {overall.Tasks.Count} tasks: probability of improvement, mean of A12 over tasks; 95 % percentile bootstrap intervals.",
            [new("first", "first", ColumnKind.Header), new("second", "second", ColumnKind.Header), Score("probability", "probability that the first is better")],
            [
                .. overall.Improvements.Select(pair => (IReadOnlyList<ResultCell>)
                [
                    ResultCell.Of(overall.Algorithms[pair.First].Name), ResultCell.Of(overall.Algorithms[pair.Second].Name), With(ResultCell.Of(pair.Probability), pair.Interval),
                ]),
            ]);
    }

    private static AlgorithmResult? Best(TaskComparison task, RunMetric metric) =>
        metric.IsMinimised() ? task.Algorithms.MinBy(algorithm => algorithm.Summary.Mean) : task.Algorithms.MaxBy(algorithm => algorithm.Summary.Mean);

    private static ResultCell With(ResultCell cell, MaybeInterval interval) => interval.Interval is { } known ? cell with { Interval = (known.Low, known.High) } : cell;

    private static ResultColumn Number(string key, string name, RunMetric metric) => metric.IsShared() ? Score(key, name) : Percent(key, name);

    private static ResultColumn Percent(string key, string name) => new(key, name) { Unit = "%", Decimals = 2 };

    private static ResultColumn Score(string key, string name) => new(key, name) { Decimals = 4 };
}
