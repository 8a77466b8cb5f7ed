using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Kinds;
using NatsBench.Fast.Reports.Pictures.Layers;

namespace NatsBench.Fast.Reports.Pages.Contents;

/// <summary>Pictures of curves over the budget.</summary>
internal static class CurvePictures
{
    private const double Later = 25;

    /// <summary>What random search's line is called.</summary>
    public static string RandomName(ReferenceLine random) => random.IsExact ? "random search, exact expectation" : "random search, expectation (approximate)";

    /// <summary>Test accuracy, with the exact best.</summary>
    public static Picture Accuracy(ReportedRuns runs, TaskCurves curves, string name, TableReference? reference)
    {
        Curve[] all = Curves(runs, curves);
        IEnumerable<Layer> best = reference is null
            ? []
            : [new RuleLayer(Ink.Text, reference.Best.First(one => one.Seed is null && one.Value == one.Test).Test, IsHorizontal: true) { Name = "exact best", MustBeSeen = true }];
        return new Picture(
            name, $"{curves.Task}: mean test accuracy over {Axis(curves)}, {Way(curves)}",
            $"Curves with bands over {Axis(curves)}, logarithmic. {Curve.Ends(all)}", Across(curves),
            new PictureAxis("test accuracy (%)") { Least = Least(curves) }, [.. Curve.Layers(all), .. best]);
    }

    /// <summary>Regret, with the noise floor.</summary>
    public static Picture Regret(ReportedRuns runs, TaskCurves curves, string name, TableReference? reference)
    {
        Curve[] all = Curves(runs, curves);
        List<Layer> floor = [];
        if (reference is not null && double.IsFinite(reference.Noise.TestDeviation))
            floor.Add(new RuleLayer(Ink.Text, reference.Noise.TestDeviation, IsHorizontal: true) { Name = "noise floor: deviation between seeds", MustBeSeen = true });
        if (reference is not null && reference.Noise.SelectionRegret > 0)
            floor.Add(new RuleLayer(Ink.Stamp, reference.Noise.SelectionRegret, IsHorizontal: true) { Name = "noise floor: selection regret", MustBeSeen = true });
        return new Picture(
            name, $"{curves.Task}: mean test regret over {Axis(curves)}, {Way(curves)}",
            $"Falling curves with bands over {Axis(curves)}, logarithmic, and the noise floor of the table. {Curve.Ends(all)}", Across(curves),
            new PictureAxis("test regret (% points)")
            {
                IsLogarithmic = curves.Algorithms.All(curve => curve.Low.All(value => !double.IsFinite(value) || value > 0)),
            },
            [.. Curve.Layers(all), .. floor]);
    }

    /// <summary>Average ranks over trials that pair.</summary>
    public static Picture Ranks(ReportedRuns runs, TaskCurves curves, string name)
    {
        Curve[] all = [.. curves.Algorithms.Select((curve, i) => new Curve(curve.Name, curves.Places, [.. curves.AverageRanks.Select(ranks => ranks[i])])
        {
            IsStep = true,
            Series = runs.Series(curve.Name),
        })];
        return new Picture(
            name, $"{curves.Task}: average rank over {Axis(curves)}, 1 is the best",
            $"Curves of average ranks over {Axis(curves)}, logarithmic. {Curve.Ends(all)}", Across(curves), new PictureAxis("average rank"), Curve.Layers(all));
    }

    private static Curve[] Curves(ReportedRuns runs, TaskCurves curves)
    {
        bool isStep = curves.Kind == CurveKind.Incumbent;
        IEnumerable<Curve> random = curves.Random is not { } line
            ? []
            : [new Curve(RandomName(line), curves.Places, line.Mean) { Band = (line.LowerQuartile, line.UpperQuartile), IsReference = true }];
        return
        [
            .. random,
            .. curves.Algorithms.Select(curve => new Curve(curve.Name, curves.Places, curve.Mean) { Band = (curve.Low, curve.High), IsStep = isStep, Series = runs.Series(curve.Name) }),
        ];
    }

    // The first trainings are so far below what comes after that nothing else could be told apart: the axis begins where curves are after a while.
    private static double? Least(TaskCurves curves)
    {
        double[] later = [.. curves.Algorithms.SelectMany(curve => curve.Low.Where((_, i) => curves.Places[i] >= curves.Places[^1] / Later)).Where(double.IsFinite)];
        return later.Length == 0 ? null : later.Min() - (0.15 * (later.Max() - later.Min()));
    }

    private static PictureAxis Across(TaskCurves curves) =>
        new(curves.Axis == CurveAxis.Seconds ? "time (s), logarithmic" : "evaluations, logarithmic") { IsLogarithmic = true };

    private static string Axis(TaskCurves curves) => curves.Axis == CurveAxis.Seconds ? "time" : "evaluations";

    private static string Way(TaskCurves curves) => curves.Kind == CurveKind.Incumbent ? "step function" : "the paper's interpolation";
}
