namespace NatsBench.Fast.Scans.Kernels;

/// <summary>Two columns; a candidate counts where both have a number.</summary>
internal readonly ref struct ColumnPair(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
{
    public readonly ReadOnlySpan<double> First = first;
    public readonly ReadOnlySpan<double> Second = second;

    public bool Counts(int index) => !double.IsNaN(First[index]) && !double.IsNaN(Second[index]);

    /// <summary>Writes the indices of those that count, ascending; how many there are.</summary>
    public int CopyCounted(Span<int> indices)
    {
        int count = 0;
        for (int i = 0; i < First.Length; i++)
        {
            indices[count] = i;
            count += Counts(i) ? 1 : 0;
        }
        return count;
    }
}
