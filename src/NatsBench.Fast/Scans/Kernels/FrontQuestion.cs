namespace NatsBench.Fast.Scans.Kernels;

/// <summary>Two columns of losses, and room for as many indices as there are candidates.</summary>
internal readonly ref struct FrontQuestion(ColumnPair losses, Span<int> front)
{
    public readonly ColumnPair Losses = losses;
    public readonly Span<int> Front = front;
}
