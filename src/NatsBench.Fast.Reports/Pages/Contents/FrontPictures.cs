using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Kinds;
using NatsBench.Fast.Reports.Pictures.Layers;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Search.Fronts;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Reports.Pages.Contents;

/// <summary>Pictures of fronts: how their hypervolume grows, and the fronts themselves beside the exact one.</summary>
internal static class FrontPictures
{
    /// <summary>Hypervolume over the budget.</summary>
    public static Picture Growth(ReportedRuns runs, ComparedTask task, FrontCurves curves, string name)
    {
        string over = curves.Axis == CurveAxis.Seconds ? "time" : "evaluations";
        Curve[] all = [.. curves.Algorithms.Select(curve => new Curve(curve.Name, curves.Places, curve.Mean)
        {
            Band = (curve.Low, curve.High),
            IsStep = true,
            Series = runs.Series(curve.Name),
        })];
        return new Picture(
            $"hypervolume-over-{over}-{name}", $"{task}: mean hypervolume of the rewards over {over}",
            $"Rising curves with bands over {over}, logarithmic, in percent of the exact front's hypervolume. {Curve.Ends(all)}",
            new PictureAxis(curves.Axis == CurveAxis.Seconds ? "time (s), logarithmic" : "evaluations, logarithmic") { IsLogarithmic = true },
            new PictureAxis("share of the exact front's hypervolume (%)"), Curve.Layers(all));
    }

    /// <summary>For each objective the exact front of test accuracy against it, and that of each algorithm's trial of median hypervolume.</summary>
    public static IEnumerable<Picture> Fronts(ReportedRuns runs, TaskComparison task, BenchmarkTable table, string name)
    {
        AlgorithmResult[] algorithms = [.. task.Algorithms.Where(algorithm => algorithm.Entry.Fronts is not null && algorithm.Entry.Trials.All(trial => trial.Trace?.Front is not null))];
        if (algorithms.Length == 0)
            yield break;
        NatsBenchmark bench = table.Benchmark;
        double[] test = table.Report(task.Task.ReportDataset).Test.ToArray();
        Quantity accuracy = Quantity.Named("test-accuracy");
        IReadOnlyList<string> objectives = algorithms[0].Entry.Fronts!.Objectives;
        foreach ((string objective, string slug) in objectives.Zip(Slug.Distinct(objectives)))
        {
            Quantity quantity = Quantity.Named(objective).In(bench);
            double[] values = quantity.Values(bench, task.Task.SearchDataset, bench.Space.FullTraining());
            ColumnFront exact = ColumnFront.Of([accuracy, quantity], [test, values], [test, values]);
            int[] members = [.. exact.Architectures.OrderBy(index => values[index])];
            (string Name, int[] Architectures)[] medians = [.. algorithms.Select(algorithm => (algorithm.Name, Median(algorithm)))];
            yield return new Picture(
                $"front-{slug}-{name}", $"{task.Task}: fronts of test accuracy against {objective}",
                $"The exact front of {members.Length} architectures as a line, and as points the architectures on the front of the trial whose hypervolume is the median, for {string.Join(", ", medians.Select(own => own.Name))}.",
                new PictureAxis(quantity.Unit.Length > 0 ? $"{objective} ({quantity.Unit})" : objective), new PictureAxis("test accuracy (%)"),
                [
                    new LineLayer(Ink.Muted, [.. members.Select(index => values[index])], [.. members.Select(index => test[index])]) { Name = "exact front", IsStep = quantity.Direction == Direction.Minimise },
                    .. medians.Select(own => new PointLayer(
                        Ink.Series(runs.Series(own.Name)), [.. own.Architectures.Select(index => values[index])], [.. own.Architectures.Select(index => test[index])]) { Name = own.Name }),
                ]);
        }
    }

    // Of the trial in the middle; the lower number of equal ones.
    private static int[] Median(AlgorithmResult algorithm)
    {
        IReadOnlyList<FrontOutcome> fronts = algorithm.Entry.Fronts!.Trials;
        int middle = Enumerable.Range(0, fronts.Count).OrderBy(trial => fronts[trial].Test).ElementAt((fronts.Count - 1) / 2);
        RunTrace trace = algorithm.Entry.Trials[middle].Trace!;
        return [.. Enumerable.Range(0, trace.Count).Where(point => trace.Front!.IsOn[point]).Select(point => trace.Architecture[point]).Distinct()];
    }
}
