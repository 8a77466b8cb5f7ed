using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Benchmarks.Bare;

/// <summary>The limits of scans: bare vector loops over the same memory, nothing checked.</summary>
internal static class BareScans
{
    /// <summary>The greatest value under two limits, without its index: four maxima side by side.</summary>
    public static unsafe double Best(
        ReadOnlySpan<double> values, ReadOnlySpan<double> first, double firstMost, ReadOnlySpan<double> second, double secondMost)
    {
        fixed (double* v = values, a = first, b = second)
        {
            Vector512<double> mostA = Vector512.Create(firstMost), mostB = Vector512.Create(secondMost);
            Vector512<double> max0 = Vector512.Create(double.NegativeInfinity), max1 = max0, max2 = max0, max3 = max0;
            int i = 0;
            for (; i <= values.Length - 32; i += 32)
            {
                max0 = Greater(v + i, a + i, mostA, b + i, mostB, max0);
                max1 = Greater(v + i + 8, a + i + 8, mostA, b + i + 8, mostB, max1);
                max2 = Greater(v + i + 16, a + i + 16, mostA, b + i + 16, mostB, max2);
                max3 = Greater(v + i + 24, a + i + 24, mostA, b + i + 24, mostB, max3);
            }
            for (; i <= values.Length - 8; i += 8)
                max0 = Greater(v + i, a + i, mostA, b + i, mostB, max0);
            max0 = Vector512.MaxNative(Vector512.MaxNative(max0, max1), Vector512.MaxNative(max2, max3));
            double best = double.NegativeInfinity;
            for (int lane = 0; lane < Vector512<double>.Count; lane++)
                best = Math.Max(best, max0[lane]);
            for (; i < values.Length; i++)
                if (v[i] > best && a[i] <= firstMost && b[i] <= secondMost)
                    best = v[i];
            return best;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector512<double> Greater(
        double* v, double* a, Vector512<double> mostA, double* b, Vector512<double> mostB, Vector512<double> best)
    {
        Vector512<double> value = Vector512.Load(v);
        return Vector512.ConditionalSelect(
            Vector512.GreaterThan(value, best) & Vector512.LessThanOrEqual(Vector512.Load(a), mostA) & Vector512.LessThanOrEqual(Vector512.Load(b), mostB),
            value, best);
    }
}
