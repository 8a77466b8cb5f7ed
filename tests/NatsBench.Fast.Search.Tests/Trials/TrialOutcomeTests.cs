using CsCheck;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Trials;

/// <summary>What a trace comes to at its budget.</summary>
public sealed class TrialOutcomeTests
{
    private static readonly ReportTable Report = new(Dataset.Cifar10, [50, 60, 70, 80], [55, 65, 75, 95], [0, 1, 2]);

    [Theory]
    [InlineData(100, 1, 0)] // the point at the very budget is the one that reaches it
    [InlineData(200, 2, 1)]
    [InlineData(201, 3, 1)]
    [InlineData(999, 3, 2)]
    [InlineData(50, 1, 0)]
    public void In_seconds_the_incumbent_is_of_the_last_evaluation_in_time(double seconds, int evaluations, int incumbent)
    {
        TrialOutcome outcome = TrialOutcome.Of(Points(100, 200, 300), Budget.OfSeconds(seconds));
        Assert.Equal((evaluations, incumbent), (outcome.Evaluations, outcome.Incumbent));
        Assert.Equal((3, 300.0, 2), (outcome.LogPoints, outcome.Clock, outcome.Final));
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 2, 1)]
    [InlineData(7, 3, 2)]
    public void In_evaluations_it_is_of_the_last_one_counted(int budget, int evaluations, int incumbent)
    {
        TrialOutcome outcome = TrialOutcome.Of(Points(100, 200, 300), Budget.OfEvaluations(budget));
        Assert.Equal((evaluations, incumbent), (outcome.Evaluations, outcome.Incumbent));
        ReportedAccuracy reported = ReportedAccuracy.Of(TrialEnd.Of(Points(100, 200, 300), Budget.OfEvaluations(budget)), Budget.OfEvaluations(budget), Report);
        Assert.Equal((Report.Valid[incumbent], Report.Test[incumbent], 75 - Report.Test[incumbent]), (reported.Valid, reported.Test, reported.Regret));
    }

    [Fact]
    public void Regret_counts_from_the_best_that_is_allowed() => Assert.Equal(75, Report.BestTest);

    [Theory]
    [InlineData(150, 60)] // half-way between incumbents 0 and 1
    [InlineData(175, 62.5)]
    [InlineData(50, 50)] // before the first: the line through the first two, extrapolated
    [InlineData(400, 85)] // after the last: likewise
    public void Accuracy_is_on_the_line_through_the_two_nearest_points(double seconds, double expected)
    {
        LogPoint[] points = Points(100, 200, 300);
        Budget budget = Budget.OfSeconds(seconds);
        double test = ReportedAccuracy.Of(TrialEnd.Of(points, budget), budget, Report).Test;
        Assert.Equal(expected, test, 1e-9);
    }

    [Fact]
    public void A_single_point_counts_as_it_is()
    {
        LogPoint[] points = Points(100);
        Assert.Equal(55, ReportedAccuracy.Of(TrialEnd.Of(points, Budget.OfSeconds(10)), Budget.OfSeconds(10), Report).Test);
    }

    [Fact]
    public void The_nearest_two_are_those_of_all_points_sorted_by_distance() =>
        Gen.Select(Gen.Int[1, 30].Array[1, 12], Gen.Int[1, 400]).Sample((gaps, time) =>
        {
            double clock = 0;
            LogPoint[] points = [.. gaps.Select(gap => Point(clock += gap, 0))];
            int[] sorted = [.. Enumerable.Range(0, points.Length).OrderBy(i => Math.Abs(points[i].Clock - time))];
            NearestPoints nearest = NearestPoints.Of(points, time);
            return nearest.Nearest == sorted[0] && nearest.Second == (sorted.Length > 1 ? sorted[1] : -1);
        });

    [Fact]
    public void The_nearest_two_are_known_when_no_later_point_changes_them() =>
        Gen.Select(Gen.Int[1, 30].Array[1, 12], Gen.Int[1, 200]).Sample((gaps, time) =>
        {
            double clock = 0;
            LogPoint[] points = [.. gaps.Select(gap => Point(clock += gap, 0))];
            // The nearest that a later point can be: right after the last one, or at the budget itself.
            LogPoint[] more = [.. points, Point(Math.Max(clock, time), 1)];
            return NearestPoints.AreKnown(points, time) == (points.Length > 1 && NearestPoints.Of(points, time) == NearestPoints.Of(more, time) && clock >= time);
        });

    private static LogPoint[] Points(params double[] clocks) => [.. clocks.Select(Point)];

    private static LogPoint Point(double clock, int incumbent) => new(clock, 100, 50 + incumbent, incumbent, 12, 0, 0, incumbent);
}
