using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Kinds;
using NatsBench.Fast.Reports.Pictures.Layers;

namespace NatsBench.Fast.Reports.Pages.Contents;

/// <summary>Swept hyper-parameters: the score against each of them, the winner's confidence, and how many trials would tell the two best apart.</summary>
internal static class SweepsSection
{
    // Numbers that span more are drawn by their ratios.
    private const double MostRatio = 20;

    public static PageSection? Of(ReportedRuns runs, CompareOptions options, CancellationToken cancellation)
    {
        (Sweep Sweep, string Name)[] sweeps = [.. runs.Tasks.SelectMany(task => Sweep.Of(task.Task, options, cancellation).Select(sweep => (sweep, task.Name)))];
        if (sweeps.Length == 0)
            return null;
        string[] names = Slug.Distinct(sweeps.Select(one => $"{one.Sweep.Algorithm} {one.Name}"));
        return new PageSection("sweeps", "Swept hyper-parameters",
        [
            new TextBlock(
                "Each value with the mean of test accuracies over the trials of all settings that have it, and its 95 % interval. The winner's confidence is the share of bootstrap resamples in which its "
                + "mean is the best; where trials pair they are resampled together."),
            .. sweeps.Zip(names, (one, name) => OfSweep(runs, one.Sweep, name)).SelectMany(blocks => blocks),
        ]);
    }

    private static IEnumerable<PageBlock> OfSweep(ReportedRuns runs, Sweep sweep, string name)
    {
        yield return new HeadingBlock($"{sweep.Algorithm}, {sweep.Task}");
        SweepSetting winner = sweep.Settings[0];
        yield return new TextBlock(FormattableString.Invariant(
            $"The best is {winner.Name} with {100 * winner.Confidence:0.#} % confidence, before {sweep.Settings[1].Name}; ")
            + (sweep.Best.TrialsNeeded is { } needed
                ? FormattableString.Invariant($"{needed:#,0} {(sweep.ArePaired ? "pairs of trials" : "trials of each")} tell such a difference at level 0.05 with power 0.8.")
                : $"how many trials would tell them apart is not known: {sweep.Best.TrialsReason}."));
        yield return runs.Show(ComparisonTables.Settings(sweep, runs.Comparison.Metric, $"settings-{name}"));
        string[] parameters = Slug.Distinct(sweep.Parameters.Select(parameter => parameter.Name));
        foreach ((SweepParameter parameter, string own) in sweep.Parameters.Zip(parameters))
            yield return runs.Show(Picture(sweep, parameter, $"sweep-{name}-{own}"));
        yield return runs.Show(ComparisonTables.Parameters(sweep, runs.Comparison.Metric, $"parameters-{name}"));
    }

    private static Picture Picture(Sweep sweep, SweepParameter parameter, string name)
    {
        SweepPoint[] points = [.. parameter.Points];
        string title = $"{sweep.Algorithm}, {sweep.Task}: test accuracy against {parameter.Name}";
        if (points.Any(point => point.Number is null))
            return IntervalList.Of(
                name, title, new PictureAxis("test accuracy (%), with 95 % interval"), [.. points.Select(point => (point.Value, point.Mean, Low(point), High(point)))]);
        double[] values = [.. points.Select(point => point.Number!.Value)];
        return new Picture(
            name, title, $"Means with 95 % intervals against {parameter.Name}. {string.Join("; ", points.Select(point => FormattableString.Invariant($"{point.Value}: {point.Mean:0.###}")))}.",
            new PictureAxis(parameter.Name) { IsLogarithmic = values.All(value => value > 0) && values.Max() >= MostRatio * values.Min() }, new PictureAxis("test accuracy (%)"),
            [
                new LineLayer(Ink.Series(0), values, [.. points.Select(point => point.Mean)]),
                new IntervalLayer(Ink.Series(0), values, [.. points.Select(point => point.Mean)], [.. points.Select(Low)], [.. points.Select(High)]),
            ]);
    }

    private static double Low(SweepPoint point) => point.Interval.Interval?.Low ?? double.NaN;

    private static double High(SweepPoint point) => point.Interval.Interval?.High ?? double.NaN;
}
