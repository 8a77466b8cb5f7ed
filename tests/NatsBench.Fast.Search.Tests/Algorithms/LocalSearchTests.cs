using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>Local search on formulas with one optimum and with several.</summary>
public sealed class LocalSearchTests
{
    private const int Neighbourhood = 24;

    // One optimum, at the greatest digits.
    private static readonly FormulaOracle Hill = new(SearchSpace.Topology, [12], (digits, _) => digits.Sum(digit => (double)digit));

    // Two local optima: all digits 0 and, the better one, all digits 4.
    private static readonly FormulaOracle Valley = new(
        SearchSpace.Topology, [12], (digits, _) => double.Max(digits.Count(digit => digit == 0), 1.5 * digits.Count(digit => digit == 4)));

    public static TheoryData<string> Variants => ["steepest", "first"];

    [Theory, MemberData(nameof(Variants))]
    public void A_climb_of_a_single_hill_ends_on_its_top(string variant)
    {
        LogPoint[] points = Hill.Run("local-search", 6 * Neighbourhood + 1, ("variant", variant));
        Assert.Equal(24, points.Max(point => point.Reward));
    }

    [Theory, MemberData(nameof(Variants))]
    public void It_leaves_a_local_optimum_only_when_all_neighbours_are_known_and_then_begins_at_the_next_design(string variant)
    {
        LogPoint[] points = Valley.Run("local-search", 2000, ("variant", variant));
        int[] designs = [.. Valley.Run("random", 200).Select(point => point.Architecture)];
        int[][] climbs = Climbs(points, designs);
        Assert.True(climbs.Length > 5);
        foreach (int[] climb in climbs[..^1])
        {
            int top = climb.MaxBy(architecture => Valley.Accuracy(architecture, 12));
            Assert.All(Valley.Space.Neighbours(top), neighbour => Assert.Contains(neighbour, climb));
            Assert.DoesNotContain(Valley.Space.Neighbours(top), neighbour => Valley.Accuracy(neighbour, 12) > Valley.Accuracy(top, 12));
        }
    }

    [Theory, MemberData(nameof(Variants))]
    public void A_climb_trains_nothing_twice(string variant)
    {
        LogPoint[] points = Valley.Run("local-search", 2000, ("variant", variant));
        int[] designs = [.. Valley.Run("random", 200).Select(point => point.Architecture)];
        Assert.All(Climbs(points, designs), climb => Assert.Equal(climb.Length, climb.Distinct().Count()));
    }

    [Fact]
    public void The_steepest_climb_moves_to_the_best_neighbour_after_all_are_known()
    {
        LogPoint[] points = Hill.Run("local-search", 2 + 2 * Neighbourhood);
        int start = points[0].Architecture;
        int[] first = [.. points[1..(1 + Neighbourhood)].Select(point => point.Architecture)];
        Assert.Equal(Hill.Space.Neighbours(start).Order(), first.Order());
        int best = points[1..(1 + Neighbourhood)].MaxBy(point => point.Reward).Architecture;
        Assert.Contains(points[1 + Neighbourhood].Architecture, Hill.Space.Neighbours(best));
    }

    [Fact]
    public void The_first_better_neighbour_is_where_the_next_one_is_asked_for()
    {
        LogPoint[] points = Hill.Run("local-search", 30, ("variant", "first"));
        for (int i = 1; i < points.Length && points[i - 1].Reward < 24; i++)
            Assert.Contains(points[i].Architecture, Hill.Space.Neighbours(points[i - 1].Incumbent));
    }

    [Theory, MemberData(nameof(Variants))]
    public void Several_workers_climb_to_the_same_top(string variant)
    {
        LogPoint[] points = Hill.Run("local-search", Budget.OfEvaluations(300), workers: 7, parameters: ("variant", variant));
        Assert.Equal(24, points.Max(point => point.Reward));
        Assert.True(points.Select(point => point.Worker).Distinct().Count() > 1);
    }

    // A climb begins where the trial's next design is asked for right after a known neighbourhood; designs that are met by chance within a
    // climb differ from the next one almost surely.
    private static int[][] Climbs(LogPoint[] points, int[] designs)
    {
        List<List<int>> climbs = [];
        foreach (LogPoint point in points)
        {
            if (point.Architecture == designs[climbs.Count] && (climbs.Count == 0 || IsComplete(climbs[^1])))
                climbs.Add([]);
            climbs[^1].Add(point.Architecture);
        }
        return [.. climbs.Select(climb => climb.ToArray())];
    }

    private static bool IsComplete(List<int> climb) =>
        Valley.Space.Neighbours(climb.MaxBy(architecture => Valley.Accuracy(architecture, 12))).All(climb.Contains);
}
