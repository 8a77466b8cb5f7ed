using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Views;

/// <summary>Columns in the order of architectures.</summary>
internal static class Column
{
    /// <summary>A column in which everything is absent so far: NaN.</summary>
    public static AlignedArray<double> Absent(int count)
    {
        AlignedArray<double> column = new(count);
        column.Span.Fill(double.NaN);
        return column;
    }
}
