using CommunityToolkit.HighPerformance.Buffers;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// The Pareto front of points with any number of losses, indices ascending; the answer is how many. In an order in which whoever dominates
/// comes first, a point is compared with those on the front so far, which lie side by side; the last one that dominated is asked first. Not
/// for vectors: most comparisons end after a loss or two.
/// </summary>
internal readonly struct PointsFrontKernel : IPlainKernel<PointsFrontQuestion, int>
{
    public static int Twin(in PointsFrontQuestion question)
    {
        Points points = question.Points;
        int count = 0;
        for (int i = 0; i < points.Count; i++)
        {
            bool dominated = !Points.AreNumbers(points[i]);
            for (int j = 0; j < points.Count && !dominated; j++)
                dominated = Points.AreAtMost(points[j], points[i]) && !Points.AreAtMost(points[i], points[j]);
            if (!dominated)
                question.Front[count++] = i;
        }
        return count;
    }

    public static int Run(in PointsFrontQuestion question)
    {
        Points points = question.Points;
        int dimensions = points.Dimensions, counted = 0;
        for (int i = 0; i < points.Count; i++)
            if (Points.AreNumbers(points[i]))
                question.Front[counted++] = i;
        Span<int> order = question.Front[..counted];
        points.Sort(order, dimensions);

        using SpanOwner<double> owner = SpanOwner<double>.Allocate(counted * dimensions);
        Span<double> front = owner.Span;
        int count = 0, kept = 0, dominator = 0;
        for (int start = 0, end; start < order.Length; start = end)
        {
            // Equal points stay on the front together.
            ReadOnlySpan<double> point = points[order[start]];
            for (end = start + 1; end < order.Length && Points.AreAtMost(points[order[end]], point);)
                end++;
            if (kept > 0 && IsDominated(front[..kept], point, ref dominator))
                continue;
            point.CopyTo(front[kept..]);
            kept += dimensions;
            for (int i = start; i < end; i++)
                order[count++] = order[i];
        }
        order[..count].Sort();
        return count;
    }

    private static bool IsDominated(ReadOnlySpan<double> front, ReadOnlySpan<double> point, ref int dominator)
    {
        if (Points.AreAtMost(front.Slice(dominator, point.Length), point))
            return true;
        for (int other = 0; other < front.Length; other += point.Length)
            if (Points.AreAtMost(front.Slice(other, point.Length), point))
            {
                dominator = other;
                return true;
            }
        return false;
    }
}
