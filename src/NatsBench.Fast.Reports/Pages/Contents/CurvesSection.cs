using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Pages.Contents;

/// <summary>What algorithms come to on the way: accuracy both ways, regret against the noise of the table, ranks over time, times to targets.</summary>
internal static class CurvesSection
{
    public static PageSection Of(ReportedRuns runs, CancellationToken cancellation)
    {
        List<PageBlock> blocks =
        [
            new TextBlock(
                "Two curves, each by its name. The step function is what is known at a time: the best of the trainings that have ended by then. The paper's interpolation takes the "
                + "straight line through the two log points nearest to a time, one of which may lie after it. Bands of algorithms are 95 % intervals of the mean (1.96 standard errors). The dashed grey line is random search's "
                + "expectation from the table alone, with its quartiles: exact over evaluations, an approximation over seconds."),
        ];
        if (runs.Options.Table is not { } table)
            blocks.Add(new TextBlock("No curves: accuracies of what was found on the way are looked up in the table that was searched, and none was given (--file)."));
        else
            foreach ((TaskComparison task, string name) in runs.Tasks)
                blocks.AddRange(OfTask(runs, task, name, table, cancellation));
        return new PageSection("anytime", "Over the budget", blocks);
    }

    private static IEnumerable<PageBlock> OfTask(ReportedRuns runs, TaskComparison task, string name, BenchmarkTable table, CancellationToken cancellation)
    {
        yield return new HeadingBlock($"{task.Task}");
        List<string> notes = [];
        TaskCurves? seconds = Curves(RunMetric.Test, CurveKind.Incumbent, CurveAxis.Seconds), evaluations = Curves(RunMetric.Test, CurveKind.Incumbent, CurveAxis.Evaluations);
        if (seconds is not null)
        {
            yield return runs.Show(CurvePictures.Accuracy(runs, seconds, $"anytime-{name}", task.Reference));
            if (Curves(RunMetric.Test, CurveKind.PaperInterpolation, CurveAxis.Seconds) is { } paper)
                yield return runs.Show(CurvePictures.Accuracy(runs, paper, $"anytime-paper-{name}", task.Reference));
        }
        if (evaluations is not null)
            yield return runs.Show(CurvePictures.Accuracy(runs, evaluations, $"anytime-evaluations-{name}", task.Reference));
        if (Curves(RunMetric.Regret, CurveKind.Incumbent, seconds is not null ? CurveAxis.Seconds : CurveAxis.Evaluations) is { } regret)
            yield return runs.Show(CurvePictures.Regret(runs, regret, $"regret-{name}", task.Reference));
        if ((seconds ?? evaluations) is { } curves)
        {
            if (curves.AverageRanks.Count > 0)
                yield return runs.Show(CurvePictures.Ranks(runs, curves, $"rank-over-time-{name}"));
            if (curves.Targets.Count > 0)
                yield return runs.Show(Targets(curves, name));
            foreach (TaskCurves one in new[] { seconds, evaluations }.OfType<TaskCurves>())
                yield return new DataBlock(Numbers(one, name) with { Synthetic = runs.Synthetic });
        }
        foreach (string note in notes.Distinct())
            yield return new TextBlock($"Note: {note}.");

        TaskCurves? Curves(RunMetric metric, CurveKind kind, CurveAxis axis)
        {
            TaskCurves? made = TaskCurves.Of(task, table, metric, kind, axis, cancellation);
            notes.AddRange(made?.Notes ?? [$"no algorithm has log points that tell a curve over {(axis == CurveAxis.Seconds ? "seconds" : "evaluations")}; a study keeps all of them with --traces all"]);
            return made;
        }
    }

    private static ResultTable Targets(TaskCurves curves, string name)
    {
        string unit = curves.Axis == CurveAxis.Seconds ? "s" : "evaluations";
        return new ResultTable(
            $"targets-{name}", $"{curves.Task}: time until a normalised test score is reached, by the step function; expected time is the time of all trials over how many reach it.",
            [
                new("algorithm", "algorithm", ColumnKind.Header), new("target", "normalised score") { Decimals = 2 }, new("reached", "trials that reach it", ColumnKind.Whole),
                new("trials", "of", ColumnKind.Whole), new("median", "median time") { Unit = unit }, new("expected", "expected time") { Unit = unit },
            ],
            [.. curves.Targets.Select(target => (IReadOnlyList<ResultCell>)[
                ResultCell.Of(target.Name), ResultCell.Of(target.Target), ResultCell.Of(target.Time.Reached), ResultCell.Of(target.Time.Trials),
                ResultCell.Of(target.Time.Median, "half of the trials do not reach it"), ResultCell.Of(target.Time.Expected, "no trial reaches it")])]);
    }

    // A row for each algorithm and place.
    private static ResultTable Numbers(TaskCurves curves, string name)
    {
        string axis = curves.Axis == CurveAxis.Seconds ? "seconds" : "evaluations";
        return new ResultTable(
            $"anytime-{axis}-{name}", $"{curves.Task}: test accuracy of the incumbent over {axis}, step function.",
            [
                new("algorithm", "algorithm", ColumnKind.Header), new(axis, axis), new("test", "mean test accuracy, 95 % interval") { Unit = "%" },
                new("lower_quartile", "lower quartile") { Unit = "%" }, new("upper_quartile", "upper quartile") { Unit = "%" },
            ],
            [
                .. curves.Algorithms.SelectMany(curve => curves.Places.Select((place, i) => (IReadOnlyList<ResultCell>)[
                    ResultCell.Of(curve.Name), ResultCell.Of(place),
                    ResultCell.Of(curve.Mean[i], "not every trial has a training yet") with { Interval = double.IsFinite(curve.Low[i]) ? (curve.Low[i], curve.High[i]) : null },
                    ResultCell.Of(curve.LowerQuartile[i], "not every trial has a training yet"), ResultCell.Of(curve.UpperQuartile[i], "not every trial has a training yet")])),
                .. curves.Random is not { } random ? [] : curves.Places.Select((place, i) => (IReadOnlyList<ResultCell>)[
                    ResultCell.Of(CurvePictures.RandomName(random)), ResultCell.Of(place), ResultCell.Of(random.Mean[i]), ResultCell.Of(random.LowerQuartile[i]),
                    ResultCell.Of(random.UpperQuartile[i])]),
            ]);
    }
}
