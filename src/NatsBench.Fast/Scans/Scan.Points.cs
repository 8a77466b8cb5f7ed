using CommunityToolkit.HighPerformance.Buffers;
using NatsBench.Fast.Scans.Kernels;

namespace NatsBench.Fast.Scans;

public static partial class Scan
{
    /// <summary>
    /// The Pareto front of any number of objectives: the candidates that no other dominates. One dominates another when it is at least as
    /// good in every objective and better in one; so equal candidates stay on the front together. A candidate with an absent value (NaN) in
    /// any objective is none. Of four or more objectives, time grows with candidates times the front.
    /// </summary>
    /// <param name="objectives">One objective or more.</param>
    /// <param name="front">Where to: room for as many indices as there are candidates, for all may be on it.</param>
    /// <returns>How many are on the front; their indices ascend.</returns>
    /// <exception cref="ArgumentException">There is no objective, or not enough room.</exception>
    public static int ParetoFront(Objectives objectives, Span<int> front)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        RequireObjectives(objectives.Count);
        RequireRoom(objectives.Losses(0), front);
        if (objectives.Count is 2 or 3)
        {
            ColumnPair pair = new(objectives.Losses(0), objectives.Losses(1));
            return objectives.Count == 2
                ? FrontKernel.Run(new FrontQuestion(pair, front))
                : SpaceFrontKernel.Run(new SpaceFrontQuestion(pair, objectives.Losses(2), front));
        }
        using SpanOwner<double> owner = SpanOwner<double>.Allocate(objectives.Count * objectives.Candidates);
        objectives.CopyPoints(owner.Span);
        return PointsFrontKernel.Run(new PointsFrontQuestion(new Points(owner.Span, objectives.Count), front));
    }

    /// <summary>The Pareto front of points that lie one after the other, as a search collects them: as that of columns.</summary>
    /// <param name="losses">All objectives of the first point, then those of the second, and so on, each to be minimised: turn the sign of what is to be maximised.</param>
    /// <param name="objectives">How many objectives a point has, 1 or more.</param>
    /// <param name="front">Where to: room for as many indices as there are points, for all may be on it.</param>
    /// <returns>How many are on the front; their indices ascend.</returns>
    /// <exception cref="ArgumentException">There is no objective, the losses are no whole number of points, or there is not enough room.</exception>
    public static int ParetoFront(ReadOnlySpan<double> losses, int objectives, Span<int> front)
    {
        Points points = PointsOf(losses, objectives);
        if (front.Length < points.Count)
            throw new ArgumentException($"room for {points.Count} indices is needed, not {front.Length}", nameof(front));
        return PointsFrontKernel.Run(new PointsFrontQuestion(points, front));
    }

    /// <summary>
    /// The hypervolume of any number of objectives, exactly: the volume that the candidates dominate and that dominates a reference point. A
    /// candidate that is not better than the reference in every objective, or lacks one (NaN), contributes nothing; equal ones count once. Neither
    /// the order of the candidates nor the dominated among them change a bit. Of three objectives time grows with the square of the front;
    /// with each further one it may grow as much again (<c>docs/scans.md</c> has figures).
    /// </summary>
    /// <param name="objectives">One objective or more.</param>
    /// <param name="reference">The reference in each objective, in their order, finite, in each one's own unit and direction: the worst that counts.</param>
    /// <returns>The volume, 0 or more, in the product of all units; infinite when a candidate on the front is.</returns>
    /// <exception cref="ArgumentException">There is no objective, or the reference has more or fewer values or is not finite.</exception>
    public static double Hypervolume(Objectives objectives, ReadOnlySpan<double> reference)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        RequireObjectives(objectives.Count);
        RequireReference(objectives.Count, reference);
        using SpanOwner<double> owner = SpanOwner<double>.Allocate(objectives.Count * (objectives.Candidates + 1));
        Span<double> losses = owner.Span[objectives.Count..], bounds = owner.Span[..objectives.Count];
        for (int objective = 0; objective < objectives.Count; objective++)
            bounds[objective] = objectives.Loss(objective, reference[objective]);
        if (objectives.Count == 2)
            return HypervolumeKernel.Run(new HypervolumeQuestion(new ColumnPair(objectives.Losses(0), objectives.Losses(1)), bounds[0], bounds[1]));
        objectives.CopyPoints(losses);
        return VolumeKernel.Run(new VolumeQuestion(new Points(losses, objectives.Count), bounds));
    }

    /// <summary>The hypervolume of points that lie one after the other, as a search collects them: as that of columns.</summary>
    /// <param name="losses">All objectives of the first point, then those of the second, and so on, each to be minimised: turn the sign of what is to be maximised.</param>
    /// <param name="reference">The reference point, finite, its signs turned as those of the points; it says how many objectives a point has.</param>
    /// <returns>The volume, 0 or more; infinite when a point on the front is.</returns>
    /// <exception cref="ArgumentException">The reference is empty or not finite, or the losses are no whole number of points.</exception>
    public static double Hypervolume(ReadOnlySpan<double> losses, ReadOnlySpan<double> reference)
    {
        Points points = PointsOf(losses, reference.Length);
        RequireReference(reference.Length, reference);
        return VolumeKernel.Run(new VolumeQuestion(points, reference));
    }

    private static Points PointsOf(ReadOnlySpan<double> losses, int objectives)
    {
        RequireObjectives(objectives);
        return losses.Length % objectives == 0
            ? new Points(losses, objectives)
            : throw new ArgumentException($"{losses.Length} losses are no whole number of points of {objectives} objectives", nameof(losses));
    }

    private static void RequireObjectives(int count)
    {
        if (count < 1)
            throw new ArgumentException($"a point has one objective or more, not {count}", nameof(count));
    }

    private static void RequireReference(int objectives, ReadOnlySpan<double> reference)
    {
        if (reference.Length != objectives)
            throw new ArgumentException($"the reference point of {objectives} objectives has as many values, not {reference.Length}", nameof(reference));
        foreach (double bound in reference)
            if (!double.IsFinite(bound))
                throw new ArgumentException($"a reference point is finite, not {bound}", nameof(reference));
    }
}
