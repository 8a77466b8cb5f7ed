using NatsBench.Fast.Reports.Runs;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>Names and numbers of metrics.</summary>
public static class RunMetrics
{
    /// <summary>All of them, by the word that commands use.</summary>
    public static IReadOnlyList<(string Word, RunMetric Metric)> All { get; } =
    [
        ("test", RunMetric.Test), ("valid", RunMetric.Valid), ("regret", RunMetric.Regret), ("normalised", RunMetric.Normalised),
        ("normalised-valid", RunMetric.NormalisedValid),
    ];

    /// <summary>The word of a metric.</summary>
    /// <param name="metric">The metric.</param>
    public static string Word(this RunMetric metric) => All.First(known => known.Metric == metric).Word;

    /// <summary>What it is called in tables, with its unit.</summary>
    /// <param name="metric">The metric.</param>
    public static string Title(this RunMetric metric) => metric switch
    {
        RunMetric.Test => "test accuracy, %",
        RunMetric.Valid => "validation accuracy, %",
        RunMetric.Regret => "test regret, % points",
        RunMetric.Normalised => "normalised test score",
        _ => "normalised validation score",
    };

    /// <summary>Whether less of it is better.</summary>
    /// <param name="metric">The metric.</param>
    public static bool IsMinimised(this RunMetric metric) => metric == RunMetric.Regret;

    /// <summary>Whether datasets share its scale.</summary>
    /// <param name="metric">The metric.</param>
    public static bool IsShared(this RunMetric metric) => metric is RunMetric.Normalised or RunMetric.NormalisedValid;

    /// <summary>The value of a trial; NaN where it is not known.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="scale">The scale of the dataset reported, where a table is at hand.</param>
    public static double Of(this RunMetric metric, RunTrial trial, NormalisedScale? scale)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return metric switch
        {
            RunMetric.Test => trial.Test,
            RunMetric.Valid => trial.Valid,
            RunMetric.Regret => trial.Regret,
            RunMetric.Normalised => scale?.Test(trial.Test) ?? double.NaN,
            _ => scale?.Valid(trial.Valid) ?? double.NaN,
        };
    }
}
