namespace NatsBench.Fast.Scans.Kernels;

/// <summary>Three columns of losses, and room for as many indices as there are candidates.</summary>
internal readonly ref struct SpaceFrontQuestion(ColumnPair losses, ReadOnlySpan<double> third, Span<int> front)
{
    public readonly ColumnPair Losses = losses;
    public readonly ReadOnlySpan<double> Third = third;
    public readonly Span<int> Front = front;

    public bool Counts(int index) => Losses.Counts(index) && !double.IsNaN(Third[index]);
}
