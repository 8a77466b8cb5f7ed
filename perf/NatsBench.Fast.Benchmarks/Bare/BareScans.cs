using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Benchmarks.Bare;

/// <summary>
/// The limits of scans: bare vector loops over the same memory, nothing checked, as wide as the machine's vectors are. Of 512 bits they have
/// a form of their own; <see cref="Vector{T}"/> is 256 or 128. Compiled for good at once, as the product's are: few rounds call them.
/// </summary>
internal static unsafe class BareScans
{
    /// <summary>The greatest value under two limits, without its index: four maxima side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Best(
        ReadOnlySpan<double> values, ReadOnlySpan<double> first, double firstMost, ReadOnlySpan<double> second, double secondMost)
    {
        fixed (double* v = values, a = first, b = second)
        {
            double best = double.NegativeInfinity;
            int i = Vector512.IsHardwareAccelerated
                ? Best512(v, a, firstMost, b, secondMost, values.Length, ref best)
                : BestVector(v, a, firstMost, b, secondMost, values.Length, ref best);
            for (; i < values.Length; i++)
                if (v[i] > best && a[i] <= firstMost && b[i] <= secondMost)
                    best = v[i];
            return best;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Best512(double* v, double* a, double firstMost, double* b, double secondMost, int length, ref double best)
    {
        int width = Vector512<double>.Count;
        Vector512<double> mostA = Vector512.Create(firstMost), mostB = Vector512.Create(secondMost);
        Vector512<double> max0 = Vector512.Create(best), max1 = max0, max2 = max0, max3 = max0;
        int i = 0;
        for (; i <= length - 4 * width; i += 4 * width)
        {
            max0 = Greater(v + i, a + i, mostA, b + i, mostB, max0);
            max1 = Greater(v + i + width, a + i + width, mostA, b + i + width, mostB, max1);
            max2 = Greater(v + i + 2 * width, a + i + 2 * width, mostA, b + i + 2 * width, mostB, max2);
            max3 = Greater(v + i + 3 * width, a + i + 3 * width, mostA, b + i + 3 * width, mostB, max3);
        }
        max0 = Vector512.MaxNative(Vector512.MaxNative(max0, max1), Vector512.MaxNative(max2, max3));
        for (int lane = 0; lane < width; lane++)
            best = Math.Max(best, max0[lane]);
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int BestVector(double* v, double* a, double firstMost, double* b, double secondMost, int length, ref double best)
    {
        int width = Vector<double>.Count;
        Vector<double> mostA = new(firstMost), mostB = new(secondMost);
        Vector<double> max0 = new(best), max1 = max0, max2 = max0, max3 = max0;
        int i = 0;
        for (; i <= length - 4 * width; i += 4 * width)
        {
            max0 = Greater(v + i, a + i, mostA, b + i, mostB, max0);
            max1 = Greater(v + i + width, a + i + width, mostA, b + i + width, mostB, max1);
            max2 = Greater(v + i + 2 * width, a + i + 2 * width, mostA, b + i + 2 * width, mostB, max2);
            max3 = Greater(v + i + 3 * width, a + i + 3 * width, mostA, b + i + 3 * width, mostB, max3);
        }
        max0 = Vector.MaxNative(Vector.MaxNative(max0, max1), Vector.MaxNative(max2, max3));
        for (int lane = 0; lane < width; lane++)
            best = Math.Max(best, max0[lane]);
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Greater(
        double* v, double* a, Vector512<double> mostA, double* b, Vector512<double> mostB, Vector512<double> best)
    {
        Vector512<double> value = Vector512.Load(v);
        return Vector512.ConditionalSelect(
            Vector512.GreaterThan(value, best) & Vector512.LessThanOrEqual(Vector512.Load(a), mostA) & Vector512.LessThanOrEqual(Vector512.Load(b), mostB),
            value, best);
    }

    // No blending by a mask, which takes two steps or three here: what keeps both limits, or nothing, and the greater of it and the best.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Greater(
        double* v, double* a, Vector<double> mostA, double* b, Vector<double> mostB, Vector<double> best)
    {
        Vector<long> keeps = Vector.LessThanOrEqual(Vector.Load(a), mostA) & Vector.LessThanOrEqual(Vector.Load(b), mostB);
        return Vector.MaxNative(Vector.BitwiseOr(Vector.Load(v), Vector.AsVectorDouble(~keeps)), best);
    }
}
