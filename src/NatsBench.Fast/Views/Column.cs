using System.Runtime.InteropServices;

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

    /// <summary>True when an index is not one of 0 to count - 1.</summary>
    public static bool ContainsOutside(ReadOnlySpan<int> indices, int count) =>
        count == 0 ? !indices.IsEmpty : MemoryMarshal.Cast<int, uint>(indices).ContainsAnyExceptInRange(0u, (uint)count - 1);
}
