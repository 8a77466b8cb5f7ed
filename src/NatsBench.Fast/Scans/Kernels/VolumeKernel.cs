using CommunityToolkit.HighPerformance.Buffers;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// The hypervolume of points with any number of losses, exactly: the WFG algorithm (While, Bradstreet and Barone, IEEE TEC 2012). From the
/// greatest last loss on, each point of the front adds what it dominates alone: its box less the hypervolume of the others cut to that
/// box, in one loss fewer, times its height in the last. Two losses are a sum of rectangles. Not for vectors: sorts and sweeps.
/// </summary>
internal readonly struct VolumeKernel : IPlainKernel<VolumeQuestion, double>
{
    public static double Twin(in VolumeQuestion question)
    {
        List<double[]> points = [];
        for (int i = 0; i < question.Points.Count; i++)
            if (question.Counts(i))
                points.Add([.. question.Points[i]]);
        foreach (double[] point in points)
            if (double.IsInfinity(question.Box(point, point.Length)))
                return double.PositiveInfinity;
        return TwinVolume(question, points, question.Points.Dimensions);
    }

    private static double TwinVolume(in VolumeQuestion question, List<double[]> points, int dimensions)
    {
        List<double[]> front = [];
        IEnumerable<double[]> sorted = points;
        for (int i = 0; i < dimensions; i++)
        {
            int dimension = i;
            sorted = [.. sorted.OrderBy(point => point[dimension])];
        }
        foreach (double[] point in sorted)
            if (!front.Exists(other => Points.AreAtMost(other.AsSpan(0, dimensions), point.AsSpan(0, dimensions))))
                front.Add(point);
        double volume = 0, height = dimensions > 1 ? question.Reference[1] : 0;
        for (int i = front.Count - 1; i >= 0; i--)
        {
            double[] own = front[i];
            if (dimensions == 1)
            {
                volume = question.Reference[0] - own[0];
            }
            else if (dimensions == 2)
            {
                volume += (question.Reference[0] - own[0]) * (height - own[1]);
                height = own[1];
            }
            else
            {
                List<double[]> cut = [.. front[..i].Select(other => other.Zip(own, Math.Max).ToArray())];
                double alone = question.Box(own, dimensions - 1) - TwinVolume(question, cut, dimensions - 1);
                volume += (question.Reference[dimensions - 1] - own[dimensions - 1]) * Math.Max(alone, 0);
            }
        }
        return volume;
    }

    public static double Run(in VolumeQuestion question)
    {
        Points points = question.Points;
        int dimensions = points.Dimensions, counted = 0;
        using SpanOwner<int> countedOwner = SpanOwner<int>.Allocate(points.Count);
        Span<int> counts = countedOwner.Span;
        for (int i = 0; i < points.Count; i++)
            if (question.Counts(i))
            {
                // Not a number, what two such boxes differ by.
                if (double.IsInfinity(question.Box(points[i], dimensions)))
                    return double.PositiveInfinity;
                counts[counted++] = i;
            }
        using SpanOwner<double> owner = SpanOwner<double>.Allocate(counted * dimensions);
        int kept = Reduce(points, counts[..counted], dimensions, owner.Span);
        return Volume(question, owner.Span[..(kept * dimensions)], dimensions);
    }

    /// <summary>Copies those that no other dominates, each once and its leading losses alone, in the order of <see cref="Points.Sort"/>; how many there are.</summary>
    private static int Reduce(Points points, Span<int> order, int dimensions, Span<double> front)
    {
        points.Sort(order, dimensions);
        int kept = 0;
        foreach (int index in order)
        {
            ReadOnlySpan<double> point = points[index][..dimensions];
            bool isDominated = false;
            // Of two losses the last one kept has the least first; else the latest are the nearest.
            for (int other = kept - 1; other >= (dimensions <= 2 ? int.Max(kept - 1, 0) : 0) && !isDominated; other--)
                isDominated = Points.AreAtMost(front.Slice(other * dimensions, dimensions), point);
            if (!isDominated)
                point.CopyTo(front[(dimensions * kept++)..]);
        }
        return kept;
    }

    // Of a front as Reduce leaves it.
    private static double Volume(in VolumeQuestion question, ReadOnlySpan<double> front, int dimensions)
    {
        int count = front.Length / dimensions;
        if (dimensions == 1)
            return count == 0 ? 0 : question.Reference[0] - front[0];
        if (dimensions == 2)
            return Area(question, front);
        using SpanOwner<double> owner = SpanOwner<double>.Allocate(2 * count * (dimensions - 1));
        Span<double> cut = owner.Span[..(count * (dimensions - 1))], reduced = owner.Span[(count * (dimensions - 1))..];
        using SpanOwner<int> orderOwner = SpanOwner<int>.Allocate(count);
        double volume = 0;
        for (int i = count - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> own = front.Slice(i * dimensions, dimensions);
            Cut(front[..(i * dimensions)], own, cut);
            Span<int> order = orderOwner.Span[..i];
            for (int other = 0; other < i; other++)
                order[other] = other;
            int kept = Reduce(new Points(cut[..(i * (dimensions - 1))], dimensions - 1), order, dimensions - 1, reduced);
            double alone = question.Box(own, dimensions - 1) - Volume(question, reduced[..(kept * (dimensions - 1))], dimensions - 1);
            volume += (question.Reference[dimensions - 1] - own[^1]) * Math.Max(alone, 0);
        }
        return volume;
    }

    // From the least first loss on.
    private static double Area(in VolumeQuestion question, ReadOnlySpan<double> front)
    {
        double area = 0, height = question.Reference[1];
        for (int i = front.Length - 2; i >= 0; i -= 2)
        {
            area += (question.Reference[0] - front[i]) * (height - front[i + 1]);
            height = front[i + 1];
        }
        return area;
    }

    // The others inside a point's box, without the last loss: there the point is the worst.
    private static void Cut(ReadOnlySpan<double> others, ReadOnlySpan<double> own, Span<double> cut)
    {
        int written = 0;
        for (int other = 0; other < others.Length; other += own.Length)
            for (int i = 0; i < own.Length - 1; i++)
                cut[written++] = Math.Max(others[other + i], own[i]);
    }
}
