using CsCheck;
using NatsBench.Fast.Search.Algorithms;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>Non-dominated sort and crowding against their definitions.</summary>
public sealed class ParetoFrontsTests
{
    // Few values, so that there are ties; some never measured.
    private static readonly Gen<double> Objective = Gen.Frequency((9, Gen.Int[0, 12].Select(value => (double)value)), (1, Gen.Const(double.PositiveInfinity)));

    private static readonly Gen<double[][]> Points = Gen.Int[1, 4].SelectMany(objectives => Objective.Array[objectives].Array[1, 40]);

    [Fact]
    public void Each_front_is_what_nobody_dominates_once_those_before_it_are_gone() => Points.Sample(points =>
    {
        (int[] order, List<int> ends) = Sort(points);
        HashSet<int> left = [.. Enumerable.Range(0, points.Length)];
        int begin = 0;
        foreach (int end in ends)
        {
            int[] front = [.. left.Where(i => !left.Any(j => IsDominated(points[i], points[j]))).Order()];
            Assert.Equal(front, order[begin..end]);
            left.ExceptWith(front);
            begin = end;
        }
        Assert.Empty(left);
    });

    [Fact]
    public void The_crowding_distance_is_the_sum_of_the_gaps_between_neighbours() => Points.Sample(points =>
    {
        (int[] order, List<int> ends) = Sort(points);
        double[] distances = new double[points.Length];
        int begin = 0;
        foreach (int end in ends)
        {
            int[] front = order[begin..end];
            ParetoFronts.Crowd([.. points.SelectMany(point => point)], points[0].Length, order.AsSpan(begin..end), distances);
            Assert.All(front, i => Assert.Equal(Crowding(points, front, i), distances[i], 1e-12));
            begin = end;
        }
    });

    [Fact]
    public void A_worked_example()
    {
        double[] points = [0, 10, 4, 4, 10, 0, 5, 5, 1, 9];
        int[] order = new int[5];
        Assert.Equal([4, 5], ParetoFronts.Sort(points, 2, order));
        Assert.Equal([0, 1, 2, 4, 3], order);
        double[] distances = new double[5];
        ParetoFronts.Crowd(points, 2, order.AsSpan(0, 4), distances);
        // Of (4, 4): from (1, 9) to (10, 0). Of (1, 9): from (0, 10) to (4, 4).
        Assert.Equal([double.PositiveInfinity, 0.9 + 0.9, double.PositiveInfinity, 0, 0.4 + 0.6], distances);
    }

    private static (int[] Order, List<int> Ends) Sort(double[][] points)
    {
        int[] order = new int[points.Length];
        return (order, ParetoFronts.Sort([.. points.SelectMany(point => point)], points[0].Length, order));
    }

    private static bool IsDominated(double[] point, double[] by) =>
        point.Zip(by).All(pair => pair.Second <= pair.First) && point.Zip(by).Any(pair => pair.Second < pair.First);

    // Equal values lie beside each other in the order of the points' numbers.
    private static double Crowding(double[][] points, int[] front, int point)
    {
        double distance = 0;
        for (int objective = 0; objective < points[0].Length; objective++)
        {
            int[] line = [.. front.Where(i => double.IsFinite(points[i][objective])).OrderBy(i => points[i][objective]).ThenBy(i => i)];
            int at = Array.IndexOf(line, point);
            if (at < 0)
                continue;
            if (at == 0 || at == line.Length - 1)
                return double.PositiveInfinity;
            double range = points[line[^1]][objective] - points[line[0]][objective];
            distance += range == 0 ? 0 : (points[line[at + 1]][objective] - points[line[at - 1]][objective]) / range;
        }
        return distance;
    }
}
