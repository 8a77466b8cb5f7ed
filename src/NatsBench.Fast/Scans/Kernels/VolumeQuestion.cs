namespace NatsBench.Fast.Scans.Kernels;

/// <summary>Points in a space of losses and a reference point.</summary>
internal readonly ref struct VolumeQuestion(Points points, ReadOnlySpan<double> reference)
{
    public readonly Points Points = points;
    public readonly ReadOnlySpan<double> Reference = reference;

    /// <summary>Whether a point is better than the reference in every loss; never with NaN.</summary>
    public bool Counts(int point)
    {
        ReadOnlySpan<double> losses = Points[point];
        for (int i = 0; i < losses.Length; i++)
            if (!(losses[i] < Reference[i]))
                return false;
        return true;
    }

    /// <summary>The volume between a point and the reference in the leading losses.</summary>
    public double Box(ReadOnlySpan<double> point, int dimensions)
    {
        double volume = Reference[0] - point[0];
        for (int i = 1; i < dimensions; i++)
            volume *= Reference[i] - point[i];
        return volume;
    }
}
