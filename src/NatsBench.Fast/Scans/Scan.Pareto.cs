using CommunityToolkit.HighPerformance.Buffers;
using NatsBench.Fast.Scans.Kernels;

namespace NatsBench.Fast.Scans;

public static partial class Scan
{
    /// <summary>
    /// The Pareto front of two objectives: the candidates that no other dominates. One dominates another when it is at least as good
    /// in every objective and better in one; so equal candidates stay on the front together. A candidate with an absent value (NaN)
    /// in any objective is none.
    /// </summary>
    /// <param name="first">One objective.</param>
    /// <param name="second">Another, equally long.</param>
    /// <param name="front">Where to: room for as many indices as there are candidates, for all may be on it.</param>
    /// <returns>How many are on the front; their indices ascend.</returns>
    /// <exception cref="ArgumentException">The columns differ in length, or there is not enough room.</exception>
    public static int ParetoFront(Objective first, Objective second, Span<int> front)
    {
        RequireSameLength(first.Column, second.Column);
        RequireRoom(first.Column, front);
        ReadOnlySpan<double> firstLosses = first.Losses(out SpanOwner<double> firstBuffer);
        using SpanOwner<double> firstOwner = firstBuffer;
        ReadOnlySpan<double> secondLosses = second.Losses(out SpanOwner<double> secondBuffer);
        using SpanOwner<double> secondOwner = secondBuffer;
        return FrontKernel.Run(new FrontQuestion(new ColumnPair(firstLosses, secondLosses), front));
    }

    /// <summary>The Pareto front of three objectives: as that of two.</summary>
    /// <param name="first">One objective.</param>
    /// <param name="second">Another, equally long.</param>
    /// <param name="third">A third, equally long.</param>
    /// <param name="front">Where to: room for as many indices as there are candidates, for all may be on it.</param>
    /// <returns>How many are on the front; their indices ascend.</returns>
    /// <exception cref="ArgumentException">The columns differ in length, or there is not enough room.</exception>
    public static int ParetoFront(Objective first, Objective second, Objective third, Span<int> front)
    {
        RequireSameLength(first.Column, second.Column);
        RequireSameLength(first.Column, third.Column);
        RequireRoom(first.Column, front);
        ReadOnlySpan<double> firstLosses = first.Losses(out SpanOwner<double> firstBuffer);
        using SpanOwner<double> firstOwner = firstBuffer;
        ReadOnlySpan<double> secondLosses = second.Losses(out SpanOwner<double> secondBuffer);
        using SpanOwner<double> secondOwner = secondBuffer;
        ReadOnlySpan<double> thirdLosses = third.Losses(out SpanOwner<double> thirdBuffer);
        using SpanOwner<double> thirdOwner = thirdBuffer;
        return SpaceFrontKernel.Run(new SpaceFrontQuestion(new ColumnPair(firstLosses, secondLosses), thirdLosses, front));
    }

    /// <summary>
    /// The hypervolume of two objectives: the area that the candidates dominate and that dominates a reference point. A candidate
    /// that is not better than the reference in both contributes nothing; the sum runs along the front, from its best in the first
    /// objective to its worst.
    /// </summary>
    /// <param name="first">One objective.</param>
    /// <param name="second">Another, equally long.</param>
    /// <param name="firstReference">The reference in the first objective, finite, in its unit.</param>
    /// <param name="secondReference">The reference in the second objective, finite, in its unit.</param>
    /// <returns>The area, 0 or more, in the product of both units; infinite when a candidate on the front is.</returns>
    /// <exception cref="ArgumentException">The columns differ in length, or the reference is not finite.</exception>
    public static double Hypervolume(Objective first, Objective second, double firstReference, double secondReference)
    {
        RequireSameLength(first.Column, second.Column);
        if (!double.IsFinite(firstReference) || !double.IsFinite(secondReference))
            throw new ArgumentException($"a reference point is finite, not ({firstReference}, {secondReference})");
        ReadOnlySpan<double> firstLosses = first.Losses(out SpanOwner<double> firstBuffer);
        using SpanOwner<double> firstOwner = firstBuffer;
        ReadOnlySpan<double> secondLosses = second.Losses(out SpanOwner<double> secondBuffer);
        using SpanOwner<double> secondOwner = secondBuffer;
        return HypervolumeKernel.Run(new HypervolumeQuestion(
            new ColumnPair(firstLosses, secondLosses), first.Loss(firstReference), second.Loss(secondReference)));
    }

    private static void RequireRoom(ReadOnlySpan<double> column, Span<int> front)
    {
        if (front.Length < column.Length)
            throw new ArgumentException($"room for {column.Length} indices is needed, not {front.Length}", nameof(front));
    }
}
