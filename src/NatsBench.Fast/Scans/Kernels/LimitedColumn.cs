namespace NatsBench.Fast.Scans.Kernels;

/// <summary>Values, of which those within limits count. All columns are equally long.</summary>
internal readonly ref struct LimitedColumn(ReadOnlySpan<double> values, Limits limits)
{
    public readonly ReadOnlySpan<double> Values = values;
    public readonly Limits Limits = limits;

    /// <summary>The definition of a candidate that counts.</summary>
    public bool Counts(int index) =>
        !double.IsNaN(Values[index])
        && (Limits.Count < 1 || Limits.First.Column[index] <= Limits.First.Maximum)
        && (Limits.Count < 2 || Limits.Second.Column[index] <= Limits.Second.Maximum)
        && (Limits.Count < 3 || Limits.Third.Column[index] <= Limits.Third.Maximum);
}
