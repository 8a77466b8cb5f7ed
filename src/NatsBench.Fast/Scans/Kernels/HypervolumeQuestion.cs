namespace NatsBench.Fast.Scans.Kernels;

/// <summary>Two columns of losses and a reference point.</summary>
internal readonly ref struct HypervolumeQuestion(ColumnPair losses, double first, double second)
{
    public readonly ColumnPair Losses = losses;
    public readonly double First = first;
    public readonly double Second = second;

    /// <summary>Whether a candidate is better than the reference in both; never with NaN.</summary>
    public bool Counts(int index) => Losses.First[index] < First && Losses.Second[index] < Second;
}
