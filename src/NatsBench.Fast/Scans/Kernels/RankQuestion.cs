namespace NatsBench.Fast.Scans.Kernels;

/// <summary>Where a value stands among those of a column.</summary>
internal readonly ref struct RankQuestion(ReadOnlySpan<double> values, double value)
{
    public readonly ReadOnlySpan<double> Values = values;
    public readonly double Value = value;
}
