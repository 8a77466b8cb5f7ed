using CommunityToolkit.HighPerformance.Buffers;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>Points in a space of losses, one after the other: all losses of the first, then those of the second, and so on.</summary>
internal readonly ref struct Points(ReadOnlySpan<double> losses, int dimensions)
{
    public readonly int Dimensions = dimensions;
    private readonly ReadOnlySpan<double> _losses = losses;

    public int Count => _losses.Length / Dimensions;

    public ReadOnlySpan<double> this[int point] => _losses.Slice(point * Dimensions, Dimensions);

    /// <summary>
    /// Orders points by their last loss, those of equal ones by the loss before it, and so on: whoever dominates comes before the dominated.
    /// Only the leading losses count; none of them is NaN.
    /// </summary>
    /// <param name="order">The points to order, by their numbers.</param>
    /// <param name="dimensions">How many losses count.</param>
    public void Sort(Span<int> order, int dimensions)
    {
        using SpanOwner<double> owner = SpanOwner<double>.Allocate(Count);
        Span<double> column = owner.Span;
        for (int dimension = 0; dimension < dimensions; dimension++)
        {
            foreach (int point in order)
                column[point] = _losses[point * Dimensions + dimension];
            RadixOrder.Sort(column, order);
        }
    }

    /// <summary>True when one point is at least as good as another in every loss: it dominates it, or equals it. Never with NaN.</summary>
    public static bool AreAtMost(ReadOnlySpan<double> point, ReadOnlySpan<double> other)
    {
        for (int i = 0; i < point.Length; i++)
            if (!(point[i] <= other[i]))
                return false;
        return true;
    }

    /// <summary>True when all losses are numbers.</summary>
    public static bool AreNumbers(ReadOnlySpan<double> point)
    {
        foreach (double loss in point)
            if (double.IsNaN(loss))
                return false;
        return true;
    }
}
