namespace NatsBench.Fast.Views;

/// <summary>Columns in the order of architectures.</summary>
internal static class Column
{
    /// <summary>A column in which everything is absent so far: NaN.</summary>
    public static double[] Absent(int count)
    {
        double[] column = GC.AllocateUninitializedArray<double>(count);
        column.AsSpan().Fill(double.NaN);
        return column;
    }
}
