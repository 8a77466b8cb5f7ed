namespace NatsBench.Fast.Scans;

/// <summary>One limit: a quantity of each candidate and the greatest that is allowed.</summary>
internal readonly ref struct Limit(ReadOnlySpan<double> column, double maximum)
{
    public readonly ReadOnlySpan<double> Column = column;
    public readonly double Maximum = maximum;
}
