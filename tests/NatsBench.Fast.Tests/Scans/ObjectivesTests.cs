using CsCheck;
using NatsBench.Fast.Scans;

namespace NatsBench.Fast.Tests.Scans;

/// <summary>Fronts and hypervolumes of any number of objectives: by definition, by inclusion and exclusion, and where something is out of the ordinary.</summary>
public sealed class ObjectivesTests
{
    private const double Absent = double.NaN;

    // Few values, so that there are ties and duplicates; now and then one that is absent, or no better than the reference.
    private static readonly Gen<double[][]> WholePoints = Points(Gen.Int[0, 7].Select(value => value == 7 ? Absent : value), most: 9);

    private static readonly Gen<double[][]> RealPoints = Points(Gen.Double[-5, 7], most: 9);

    [Fact]
    public void The_front_of_any_number_of_objectives_is_whom_nobody_dominates() =>
        Points(Gen.Int[0, 9].Select(value => value == 9 ? Absent : value), most: 60).Sample(points =>
        {
            int[] expected = [.. Enumerable.Range(0, points.Length).Where(i => !points[i].Any(double.IsNaN) && !points.Any(by => Dominates(by, points[i])))];
            int[] front = new int[points.Length];
            Assert.Equal(expected, front[..Scan.ParetoFront(Flat(points), points[0].Length, front)]);
            Assert.Equal(expected, front[..Scan.ParetoFront(Columns(points), front)]);
        });

    [Fact]
    public void The_hypervolume_is_that_by_inclusion_and_exclusion() => Gen.Select(WholePoints, Gen.Int[1, 8]).Sample((points, bound) =>
    {
        // Whole numbers, so that both sides are exact.
        double[] reference = [.. points[0].Select(_ => (double)bound)];
        Assert.Equal(InclusionExclusion(points, reference), Scan.Hypervolume(Flat(points), reference));
        Assert.Equal(InclusionExclusion(points, reference), Scan.Hypervolume(Columns(points), Signed(reference)));
    });

    [Fact]
    public void The_hypervolume_of_real_numbers_is_so_but_for_rounding() => RealPoints.Sample(points =>
    {
        double[] reference = [.. points[0].Select((_, objective) => 5.0 + objective / 7.0)];
        double expected = InclusionExclusion(points, reference);
        double volume = Scan.Hypervolume(Flat(points), reference);
        Assert.Equal(expected, volume, 1e-11 * double.Max(1, Math.Pow(12, points[0].Length)));
        Assert.True(volume >= 0);
    });

    [Fact]
    public void Neither_order_nor_duplicates_nor_the_dominated_change_a_bit() => Gen.Select(RealPoints, Gen.Int[0, 1_000_000]).Sample((points, seed) =>
    {
        double[] reference = [.. points[0].Select(_ => 5.0)];
        Random random = new(seed);
        double[][] more = [.. points, points[random.Next(points.Length)], [.. points[random.Next(points.Length)].Select(value => value + random.NextDouble())]];
        random.Shuffle(more);
        Assert.Equal(BitConverter.DoubleToInt64Bits(Scan.Hypervolume(Flat(points), reference)), BitConverter.DoubleToInt64Bits(Scan.Hypervolume(Flat(more), reference)));
    });

    [Fact]
    public void Two_and_three_objectives_are_as_by_their_own_scans() => Points(Gen.Double[-5, 7], most: 40).Sample(points =>
    {
        int[] front = new int[points.Length], own = new int[points.Length];
        double[][] columns = [.. Enumerable.Range(0, points[0].Length).Select(objective => points.Select(point => point[objective]).ToArray())];
        if (columns.Length == 2)
        {
            Assert.Equal(
                Scan.Hypervolume(Objective.Minimise(columns[0]), Objective.Minimise(columns[1]), 5, 6), Scan.Hypervolume(Flat(points), [5, 6]));
            int count = Scan.ParetoFront(Objective.Minimise(columns[0]), Objective.Minimise(columns[1]), front);
            Assert.Equal(front[..count], own[..Scan.ParetoFront(Flat(points), 2, own)]);
        }
        else if (columns.Length == 3)
        {
            int count = Scan.ParetoFront(Objective.Minimise(columns[0]), Objective.Minimise(columns[1]), Objective.Minimise(columns[2]), front);
            Assert.Equal(front[..count], own[..Scan.ParetoFront(Flat(points), 3, own)]);
        }
    });

    [Fact]
    public void A_worked_example_of_four_objectives()
    {
        double[] accuracy = [90, 94, 94, Absent], flops = [10, 100, 100, 1], latency = [2, 1, 1, 1], loss = [1, 2, 2, 1];
        Objectives objectives = Objectives.None.Maximise(accuracy).Minimise(flops).Minimise(latency).Minimise(loss);
        Assert.Equal((4, 4), (objectives.Count, objectives.Candidates));
        int[] front = new int[4];
        Assert.Equal(3, Scan.ParetoFront(objectives, front));
        Assert.Equal([0, 1, 2], front[..3]);
        // (90 - 80)(110 - 10)(3 - 2)(3 - 1) + (94 - 80)(110 - 100)(3 - 1)(3 - 2) - (90 - 80)(110 - 100)(3 - 2)(3 - 2)
        Assert.Equal(2000 + 280 - 100, Scan.Hypervolume(objectives, [80, 110, 3, 3]));
        Assert.Equal(1800, Scan.Hypervolume(objectives, [80, 100, 3, 3]));
    }

    [Fact]
    public void What_is_absent_beyond_the_reference_or_infinite_counts_as_documented()
    {
        Assert.Equal(0, Scan.Hypervolume([], [1.0, 1, 1]));
        Assert.Equal(0, Scan.Hypervolume([1, 0, 0, Absent, 0, 0, 0, 0, double.PositiveInfinity], [1.0, 1, 1]));
        Assert.Equal(double.PositiveInfinity, Scan.Hypervolume([0, 0, double.NegativeInfinity, 0.5, 0.5, 0.5], [1.0, 1, 1]));
        Assert.Equal(0, Scan.Hypervolume([double.NegativeInfinity, 0, 1], [1.0, 1, 1]));
        Assert.Equal(double.PositiveInfinity, Scan.Hypervolume([double.MinValue, double.MinValue, 0, double.MinValue, 0, double.MinValue], [1.0, 1, 1]));
        Assert.Equal(3, Scan.Hypervolume([7, 4, Absent, 9], [7.0]));
        int[] front = new int[5];
        Assert.Equal(0, Scan.ParetoFront([], 3, front));
        Assert.Equal([1, 3], front[..Scan.ParetoFront([7, 4, Absent, 4, 9], 1, front)]);
        Assert.Equal([0, 1], front[..Scan.ParetoFront([0.0, 1, 2, 3, -0.0, 1, 2, 3, 0, 1, 2, double.PositiveInfinity], 4, front)]);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Objectives.None.Maximise([1, 2]).Minimise([1]));
        Assert.Throws<ArgumentException>(() => Scan.ParetoFront(Objectives.None, new int[1]));
        Assert.Throws<ArgumentException>(() => Scan.ParetoFront(Objectives.None.Minimise([1, 2]), new int[1]));
        Assert.Throws<ArgumentException>(() => Scan.ParetoFront([1, 2, 3], 2, new int[3]));
        Assert.Throws<ArgumentException>(() => Scan.ParetoFront([1, 2, 3], 0, new int[3]));
        Assert.Throws<ArgumentException>(() => Scan.ParetoFront([1, 2, 3, 4], 2, new int[1]));
        Assert.Throws<ArgumentException>(() => Scan.Hypervolume(Objectives.None, []));
        Assert.Throws<ArgumentException>(() => Scan.Hypervolume(Objectives.None.Minimise([1]), [1, 2]));
        Assert.Throws<ArgumentException>(() => Scan.Hypervolume([1, 2, 3], [1, 2]));
        Assert.Throws<ArgumentException>(() => Scan.Hypervolume([1, 2], [1, double.PositiveInfinity]));
    }

    [Fact]
    public void They_allocate_nothing_once_they_have_run()
    {
        Random random = new(5);
        double[] losses = [.. Enumerable.Range(0, 4 * 300).Select(_ => random.NextDouble())];
        int[] front = new int[300];
        Objectives objectives = Columns([.. losses.Chunk(4)]);
        // Tests beside this one empty the array pool now and then.
        Assert.Equal(0, Enumerable.Range(0, 50).Min(_ => All()));

        long All()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Scan.ParetoFront(losses, 4, front);
            Scan.ParetoFront(objectives, front);
            Scan.Hypervolume(losses, [1, 1, 1, 1]);
            Scan.Hypervolume(objectives, [-1, 1, -1, 1]);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static Gen<double[][]> Points(Gen<double> loss, int most) => Gen.Int[1, 5].SelectMany(objectives => loss.Array[objectives].Array[1, most]);

    private static double[] Flat(double[][] points) => [.. points.SelectMany(point => point)];

    // Every second objective turned over, and maximised.
    private static Objectives Columns(double[][] points)
    {
        Objectives objectives = Objectives.None;
        for (int i = 0; i < points[0].Length; i++)
        {
            int objective = i;
            objectives = i % 2 == 0
                ? objectives.Maximise([.. points.Select(point => -point[objective])])
                : objectives.Minimise([.. points.Select(point => point[objective])]);
        }
        return objectives;
    }

    private static double[] Signed(double[] reference) => [.. reference.Select((bound, objective) => objective % 2 == 0 ? -bound : bound)];

    private static bool Dominates(double[] by, double[] point) =>
        by.Zip(point).All(pair => pair.First <= pair.Second) && by.Zip(point).Any(pair => pair.First < pair.Second);

    // The volume of a union of boxes: those of one, less those that two share, and so on.
    private static double InclusionExclusion(double[][] points, double[] reference)
    {
        double[][] counted = [.. points.Where(point => point.Zip(reference).All(pair => pair.First < pair.Second))];
        double volume = 0;
        for (int some = 1; some < 1 << counted.Length; some++)
        {
            double[] corner = [.. reference.Select((_, objective) => Enumerable.Range(0, counted.Length).Where(i => (some >> i & 1) > 0).Max(i => counted[i][objective]))];
            double box = reference.Zip(corner).Aggregate(1.0, (product, pair) => product * (pair.First - pair.Second));
            volume += int.PopCount(some) % 2 == 1 ? box : -box;
        }
        return volume;
    }
}
