using System.Text.Json;
using NatsBench.Fast.Reports.Comparing;

namespace NatsBench.Fast.Cli.Output;

/// <summary>A comparison: tables for each task, or lines of JSON, which <c>kind</c> tells apart.</summary>
/// <param name="comparison">The comparison.</param>
/// <param name="sweeps">The sweeps of all tasks.</param>
internal sealed class ComparisonAnswer(Comparison comparison, IReadOnlyList<Sweep> sweeps)
{
    public Answer Answer() => new([.. Lines()], WriteText);

    private void WriteText(TextOutput text)
    {
        foreach (TaskComparison task in comparison.Tasks)
        {
            text.Table(ComparisonTables.Algorithms(task, comparison.Metric, "algorithms"));
            if (task.Pairs.Count > 0)
                text.Table(ComparisonTables.Pairs(task, comparison.Metric, "pairs"));
            foreach (string reason in task.Pairs.Select(pair => pair.PairingReason).Distinct())
                text.Line($"Pairs of trials: {reason}.");
            if (ComparisonTables.Ranks(task.Ranks, [.. task.Algorithms.Select(algorithm => algorithm.Name)], $"{task.Task}", "ranks") is { } ranks)
                text.Table(ranks);
            else if (task.Algorithms.Count > 2)
                text.Line($"No ranks: {task.Ranks.Reason}.");
            foreach (Sweep sweep in sweeps.Where(sweep => sweep.Task == task.Task))
            {
                text.Table(ComparisonTables.Settings(sweep, comparison.Metric, "settings"));
                text.Table(ComparisonTables.Parameters(sweep, comparison.Metric, "parameters"));
            }
            if (task.Reference is { } reference)
                text.Table(ComparisonTables.Reference(reference, "exact"));
        }
        if (comparison.Overall is { } overall)
        {
            text.Table(ComparisonTables.Overall(overall, "overall"));
            if (overall.Improvements.Count > 0)
                text.Table(ComparisonTables.Improvements(overall, "improvements"));
            if (ComparisonTables.Ranks(overall.Ranks, [.. overall.Algorithms.Select(algorithm => algorithm.Name)], "All tasks", "ranks") is { } ranks)
                text.Table(ranks);
        }
        foreach (string note in comparison.Notes)
            text.Line($"Note: {note}.");
    }

    private IEnumerable<Action<Utf8JsonWriter>> Lines()
    {
        foreach (TaskComparison task in comparison.Tasks)
        {
            foreach (AlgorithmResult algorithm in task.Algorithms)
                yield return json => WriteAlgorithm(json, task, algorithm);
            foreach (PairComparison pair in task.Pairs)
                yield return json => WritePair(json, task, pair);
            yield return json =>
            {
                WriteTask(json, "ranks", task);
                WriteRanks(json, task.Ranks, [.. task.Algorithms.Select(algorithm => algorithm.Name)]);
            };
            foreach (Sweep sweep in sweeps.Where(sweep => sweep.Task == task.Task))
            {
                foreach (SweepSetting setting in sweep.Settings)
                    yield return json => WriteSetting(json, task, sweep, setting);
                foreach (SweepParameter parameter in sweep.Parameters)
                    foreach (SweepPoint point in parameter.Points)
                        yield return json => WritePoint(json, task, sweep, parameter, point);
            }
            if (task.Reference is { } reference)
                foreach (ExactBest best in reference.Best)
                    yield return json => WriteBest(json, reference, best);
        }
        if (comparison.Overall is { } overall)
        {
            foreach (OverallResult result in overall.Algorithms)
                yield return json => WriteOverall(json, overall, result);
            foreach (OverallImprovement pair in overall.Improvements)
                yield return json =>
                {
                    json.WriteString("kind", "overall-pair");
                    json.WriteString("first", overall.Algorithms[pair.First].Name);
                    json.WriteString("second", overall.Algorithms[pair.Second].Name);
                    json.WriteDouble("improvement", pair.Probability);
                    WriteInterval(json, "improvement", pair.Interval);
                };
            yield return json =>
            {
                json.WriteString("kind", "overall-ranks");
                WriteRanks(json, overall.Ranks, [.. overall.Algorithms.Select(algorithm => algorithm.Name)]);
            };
        }
        foreach (string note in comparison.Notes)
            yield return json =>
            {
                json.WriteString("kind", "note");
                json.WriteString("note", note);
            };
    }

    private void WriteTask(Utf8JsonWriter json, string kind, TaskComparison task)
    {
        json.WriteString("kind", kind);
        json.WriteString("metric", comparison.Metric.Word());
        json.WriteString("search_dataset", task.Task.SearchDataset.Name);
        json.WriteString("dataset", task.Task.ReportDataset.Name);
        json.WriteDouble("budget_seconds", task.Task.Budget?.Seconds);
        json.WriteOptional("budget_evaluations", task.Task.Budget?.Evaluations);
    }

    private void WriteAlgorithm(Utf8JsonWriter json, TaskComparison task, AlgorithmResult algorithm)
    {
        WriteTask(json, "algorithm", task);
        json.WriteString("algorithm", algorithm.Name);
        json.WriteString("source", algorithm.Entry.Provenance.Source);
        json.WriteString("format", algorithm.Entry.Provenance.Format.ToString());
        json.WriteString("sha256", algorithm.Entry.Provenance.Sha256);
        json.WriteNumber("trials", algorithm.Values.Count);
        SummaryAnswer.Write(json, "value", algorithm.Summary);
        WriteInterval(json, "mean_percentile", algorithm.MeanPercentile);
        WriteInterval(json, "mean_bca", algorithm.MeanCorrected);
        json.WriteDouble("median", algorithm.Summary.Median);
        json.WriteDouble("iqm", algorithm.InterquartileMean);
        WriteInterval(json, "iqm_percentile", algorithm.InterquartileInterval);
    }

    private void WritePair(Utf8JsonWriter json, TaskComparison task, PairComparison pair)
    {
        WriteTask(json, "pair", task);
        json.WriteString("first", task.Algorithms[pair.First].Name);
        json.WriteString("second", task.Algorithms[pair.Second].Name);
        json.WriteDouble("difference", pair.Difference);
        WriteInterval(json, "difference_percentile", pair.DifferencePercentile);
        WriteInterval(json, "difference_bca", pair.DifferenceCorrected);
        json.WriteDouble("a12", pair.Improvement);
        WriteInterval(json, "a12_percentile", pair.ImprovementInterval);
        json.WriteBoolean("paired", pair.IsPaired);
        json.WriteString("pairing", pair.PairingReason);
        json.WriteString("test", pair.Test);
        json.WriteValue("statistic", pair.Statistic);
        json.WriteValue("rank_biserial", pair.RankBiserial);
        json.WriteValue("p", pair.PValue);
        json.WriteValue("p_holm", pair.AdjustedPValue);
        json.WriteBoolean("exact", pair.IsExact);
        json.WriteString("no_test_because", pair.TestReason);
        json.WriteOptional("trials_needed", pair.TrialsNeeded);
        json.WriteString("no_trials_because", pair.TrialsReason);
    }

    private void WriteSetting(Utf8JsonWriter json, TaskComparison task, Sweep sweep, SweepSetting setting)
    {
        WriteTask(json, "setting", task);
        json.WriteString("algorithm", sweep.Algorithm);
        json.WriteString("setting", setting.Name);
        json.WriteDouble("mean", setting.Mean);
        json.WriteDouble("confidence", setting.Confidence);
        json.WriteBoolean("paired", sweep.ArePaired);
        json.WriteOptional("trials_to_tell_best", sweep.Best.TrialsNeeded);
    }

    private void WritePoint(Utf8JsonWriter json, TaskComparison task, Sweep sweep, SweepParameter parameter, SweepPoint point)
    {
        WriteTask(json, "parameter", task);
        json.WriteString("algorithm", sweep.Algorithm);
        json.WriteString("parameter", parameter.Name);
        json.WriteString("value", point.Value);
        json.WriteNumber("settings", point.Settings);
        json.WriteDouble("mean", point.Mean);
        WriteInterval(json, "mean", point.Interval);
    }

    private static void WriteBest(Utf8JsonWriter json, TableReference reference, ExactBest best)
    {
        json.WriteString("kind", "exact-best");
        json.WriteString("dataset", reference.Dataset.Name);
        json.WriteString("definition", best.Definition);
        json.WriteArchitecture(best.Architecture, best.Text);
        json.WriteOptional("seed", best.Seed);
        json.WriteDouble("value", best.Value);
        json.WriteDouble("valid", best.Valid);
        json.WriteDouble("test", best.Test);
        json.WriteDouble("random_valid", reference.Scale.RandomValid);
        json.WriteDouble("random_test", reference.Scale.RandomTest);
        json.WriteValue("seed_deviation_test", reference.Noise.TestDeviation);
        json.WriteValue("seed_deviation_valid", reference.Noise.ValidDeviation);
        json.WriteDouble("same_best", reference.Noise.SameBest);
        json.WriteDouble("selection_regret", reference.Noise.SelectionRegret);
    }

    private static void WriteOverall(Utf8JsonWriter json, OverallComparison overall, OverallResult result)
    {
        json.WriteString("kind", "overall");
        json.WriteString("metric", overall.Metric.Word());
        json.WriteNumber("tasks", overall.Tasks.Count);
        json.WriteString("algorithm", result.Name);
        json.WriteDouble("mean", result.Mean);
        WriteInterval(json, "mean", result.MeanInterval);
        json.WriteDouble("iqm", result.InterquartileMean);
        WriteInterval(json, "iqm", result.InterquartileInterval);
        json.WriteDouble("optimality_gap", result.OptimalityGap);
        WriteInterval(json, "optimality_gap", result.GapInterval);
    }

    private static void WriteRanks(Utf8JsonWriter json, RankComparison ranks, string[] names)
    {
        json.WriteString("blocks_are", ranks.Blocks);
        json.WriteOptional("blocks", ranks.Friedman?.Blocks);
        json.WriteDouble("friedman", ranks.Friedman?.Statistic);
        json.WriteDouble("p", ranks.Friedman?.PValue);
        json.WriteDouble("critical_difference", ranks.CriticalDifference?.Value);
        json.WriteString("missing_because", ranks.Reason);
        json.WriteStartObject("average_ranks");
        for (int i = 0; ranks.Friedman is not null && i < names.Length; i++)
            json.WriteDouble(names[i], ranks.Friedman.AverageRanks[i]);
        json.WriteEndObject();
    }

    private static void WriteInterval(Utf8JsonWriter json, string name, MaybeInterval interval)
    {
        json.WriteDouble($"{name}_low", interval.Interval?.Low);
        json.WriteDouble($"{name}_high", interval.Interval?.High);
        if (interval.Interval is null)
            json.WriteString($"no_{name}_because", interval.Reason);
    }
}
