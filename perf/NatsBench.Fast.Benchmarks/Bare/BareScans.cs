using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Benchmarks.Bare;

/// <summary>The limits of scans: bare vector loops over plain arrays whose lengths are known to fit.</summary>
internal static class BareScans
{
    /// <summary>Index of the greatest value under two limits: a maximum in two accumulators, then its place.</summary>
    public static unsafe double Best(double[] values, double[] first, double firstMost, double[] second, double secondMost)
    {
        fixed (double* v = values, a = first, b = second)
        {
            Vector512<double> mostA = Vector512.Create(firstMost), mostB = Vector512.Create(secondMost), none = Vector512.Create(double.NegativeInfinity);
            Vector512<double> even = none, odd = none;
            int i = 0;
            for (; i <= values.Length - 16; i += 16)
            {
                even = Vector512.MaxNative(even, Kept(v + i, a + i, mostA, b + i, mostB));
                odd = Vector512.MaxNative(odd, Kept(v + i + 8, a + i + 8, mostA, b + i + 8, mostB));
            }
            for (; i <= values.Length - 8; i += 8)
                even = Vector512.MaxNative(even, Kept(v + i, a + i, mostA, b + i, mostB));
            even = Vector512.MaxNative(even, odd);
            double best = double.NegativeInfinity;
            for (int lane = 0; lane < 8; lane++)
                best = Math.Max(best, even[lane]);
            for (; i < values.Length; i++)
                if (a[i] <= firstMost && b[i] <= secondMost)
                    best = Math.Max(best, v[i]);
            Vector512<double> sought = Vector512.Create(best);
            for (i = 0; i <= values.Length - 8; i += 8)
                if (Vector512.Equals(Kept(v + i, a + i, mostA, b + i, mostB), sought).ExtractMostSignificantBits() is not 0 and var found)
                    return i + BitOperations.TrailingZeroCount(found);
            while (!(v[i] == best && a[i] <= firstMost && b[i] <= secondMost))
                i++;
            return i;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<double> Kept(double* v, double* a, Vector512<double> mostA, double* b, Vector512<double> mostB) => Vector512.ConditionalSelect(
            Vector512.LessThanOrEqual(Vector512.Load(a), mostA) & Vector512.LessThanOrEqual(Vector512.Load(b), mostB),
            Vector512.Load(v), Vector512.Create(double.NegativeInfinity));
    }
}
