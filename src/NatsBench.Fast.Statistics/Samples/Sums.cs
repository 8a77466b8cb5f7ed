using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Statistics.Samples;

/// <summary>Sums in eight parts, value i in the one of i mod 8, added up from the first, what is left after them: the same bits whatever the width of vectors.</summary>
internal static class Sums
{
    public static double Of(ReadOnlySpan<double> values)
    {
        ref double first = ref MemoryMarshal.GetReference(values);
        Vector512<double> parts = Vector512<double>.Zero;
        int i = 0;
        for (; i <= values.Length - Vector512<double>.Count; i += Vector512<double>.Count)
            parts += Vector512.LoadUnsafe(ref first, (nuint)i);
        double sum = parts[0];
        for (int lane = 1; lane < Vector512<double>.Count; lane++)
            sum += parts[lane];
        for (; i < values.Length; i++)
            sum += values[i];
        return sum;
    }
}
