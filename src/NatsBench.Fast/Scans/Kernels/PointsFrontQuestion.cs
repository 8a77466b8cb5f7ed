namespace NatsBench.Fast.Scans.Kernels;

/// <summary>Points in a space of losses, and room for as many indices as there are points.</summary>
internal readonly ref struct PointsFrontQuestion(Points points, Span<int> front)
{
    public readonly Points Points = points;
    public readonly Span<int> Front = front;
}
