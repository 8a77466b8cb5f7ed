using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.OneShot.Engine.Winograd;

/// <summary>
/// The four transforms of F(2x2, 3x3) (Lavin and Gray, CVPR 2016): BᵀdB of inputs, GgGᵀ of weights, AᵀmA of products, and for weights' gradients AyAᵀ of the
/// outputs' and GᵀsG of the sums. Channels lie beside each other; a place of a tile is a plane of its own.
/// </summary>
internal static class TileTransforms
{
    /// <summary>4x4 inputs of a tile → its sixteen planes.</summary>
    /// <param name="source">The tile's first pixel.</param>
    /// <param name="row">Numbers of a row of pixels.</param>
    /// <param name="channels">Numbers of a pixel, a whole number of vectors.</param>
    /// <param name="target">Its row of the first plane.</param>
    /// <param name="plane">From one plane to the next.</param>
    public static void Inputs<T>(ref T source, nint row, int channels, ref T target, nint plane) where T : unmanaged
    {
        for (nint channel = 0; channel < channels; channel += Vector512<T>.Count)
        {
            ref T from = ref Unsafe.Add(ref source, channel);
            ref T to = ref Unsafe.Add(ref target, channel);
            Column(ref from, row, out Vector512<T> a0, out Vector512<T> a1, out Vector512<T> a2, out Vector512<T> a3);
            Column(ref Unsafe.Add(ref from, channels), row, out Vector512<T> b0, out Vector512<T> b1, out Vector512<T> b2, out Vector512<T> b3);
            Column(ref Unsafe.Add(ref from, 2 * channels), row, out Vector512<T> c0, out Vector512<T> c1, out Vector512<T> c2, out Vector512<T> c3);
            Column(ref Unsafe.Add(ref from, 3 * channels), row, out Vector512<T> d0, out Vector512<T> d1, out Vector512<T> d2, out Vector512<T> d3);
            Row(a0, b0, c0, d0, ref to, plane);
            Row(a1, b1, c1, d1, ref Unsafe.Add(ref to, 4 * plane), plane);
            Row(a2, b2, c2, d2, ref Unsafe.Add(ref to, 8 * plane), plane);
            Row(a3, b3, c3, d3, ref Unsafe.Add(ref to, 12 * plane), plane);
        }

        static void Column(ref T from, nint row, out Vector512<T> t0, out Vector512<T> t1, out Vector512<T> t2, out Vector512<T> t3)
        {
            Vector512<T> d0 = Vector512.LoadUnsafe(ref from), d1 = Vector512.LoadUnsafe(ref Unsafe.Add(ref from, row));
            Vector512<T> d2 = Vector512.LoadUnsafe(ref Unsafe.Add(ref from, 2 * row)), d3 = Vector512.LoadUnsafe(ref Unsafe.Add(ref from, 3 * row));
            (t0, t1, t2, t3) = (d0 - d2, d1 + d2, d2 - d1, d1 - d3);
        }

        static void Row(Vector512<T> d0, Vector512<T> d1, Vector512<T> d2, Vector512<T> d3, ref T to, nint plane)
        {
            (d0 - d2).StoreUnsafe(ref to);
            (d1 + d2).StoreUnsafe(ref Unsafe.Add(ref to, plane));
            (d2 - d1).StoreUnsafe(ref Unsafe.Add(ref to, 2 * plane));
            (d1 - d3).StoreUnsafe(ref Unsafe.Add(ref to, 3 * plane));
        }
    }

    /// <summary>The sixteen planes of a tile's products → 2x2 outputs.</summary>
    /// <param name="source">The tile's row of the first plane.</param>
    /// <param name="plane">From one plane to the next.</param>
    /// <param name="channels">Numbers of a pixel, a whole number of vectors.</param>
    /// <param name="target">The first pixel.</param>
    /// <param name="row">From the first row of pixels to the second.</param>
    public static void Outputs<T>(ref T source, nint plane, int channels, ref T target, nint row) where T : unmanaged
    {
        for (nint channel = 0; channel < channels; channel += Vector512<T>.Count)
        {
            ref T from = ref Unsafe.Add(ref source, channel);
            ref T to = ref Unsafe.Add(ref target, channel);
            Column(ref from, plane, out Vector512<T> a0, out Vector512<T> a1);
            Column(ref Unsafe.Add(ref from, plane), plane, out Vector512<T> b0, out Vector512<T> b1);
            Column(ref Unsafe.Add(ref from, 2 * plane), plane, out Vector512<T> c0, out Vector512<T> c1);
            Column(ref Unsafe.Add(ref from, 3 * plane), plane, out Vector512<T> d0, out Vector512<T> d1);
            (a0 + b0 + c0).StoreUnsafe(ref to);
            (b0 - c0 - d0).StoreUnsafe(ref Unsafe.Add(ref to, channels));
            (a1 + b1 + c1).StoreUnsafe(ref Unsafe.Add(ref to, row));
            (b1 - c1 - d1).StoreUnsafe(ref Unsafe.Add(ref to, row + channels));
        }

        static void Column(ref T from, nint plane, out Vector512<T> t0, out Vector512<T> t1)
        {
            Vector512<T> m0 = Vector512.LoadUnsafe(ref from), m1 = Vector512.LoadUnsafe(ref Unsafe.Add(ref from, 4 * plane));
            Vector512<T> m2 = Vector512.LoadUnsafe(ref Unsafe.Add(ref from, 8 * plane)), m3 = Vector512.LoadUnsafe(ref Unsafe.Add(ref from, 12 * plane));
            (t0, t1) = (m0 + m1 + m2, m1 - m2 - m3);
        }
    }

    /// <summary>2x2 gradients of a tile's outputs → its sixteen planes.</summary>
    /// <param name="source">The first pixel.</param>
    /// <param name="row">From the first row of pixels to the second.</param>
    /// <param name="channels">Numbers of a pixel, a whole number of vectors.</param>
    /// <param name="target">Its row of the first plane.</param>
    /// <param name="plane">From one plane to the next.</param>
    public static void OutputGradients<T>(ref T source, nint row, int channels, ref T target, nint plane) where T : unmanaged
    {
        for (nint channel = 0; channel < channels; channel += Vector512<T>.Count)
        {
            ref T from = ref Unsafe.Add(ref source, channel);
            ref T to = ref Unsafe.Add(ref target, channel);
            Vector512<T> y00 = Vector512.LoadUnsafe(ref from), y01 = Vector512.LoadUnsafe(ref Unsafe.Add(ref from, channels));
            Vector512<T> y10 = Vector512.LoadUnsafe(ref Unsafe.Add(ref from, row)), y11 = Vector512.LoadUnsafe(ref Unsafe.Add(ref from, row + channels));
            Row(y00, y01, ref to, plane);
            Row(y00 + y10, y01 + y11, ref Unsafe.Add(ref to, 4 * plane), plane);
            Row(y00 - y10, y01 - y11, ref Unsafe.Add(ref to, 8 * plane), plane);
            Row(-y10, -y11, ref Unsafe.Add(ref to, 12 * plane), plane);
        }

        static void Row(Vector512<T> y0, Vector512<T> y1, ref T to, nint plane)
        {
            y0.StoreUnsafe(ref to);
            (y0 + y1).StoreUnsafe(ref Unsafe.Add(ref to, plane));
            (y0 - y1).StoreUnsafe(ref Unsafe.Add(ref to, 2 * plane));
            (-y1).StoreUnsafe(ref Unsafe.Add(ref to, 3 * plane));
        }
    }

    /// <summary>3x3 weights of one pair of channels → its sixteen planes.</summary>
    /// <param name="weights">Nine numbers.</param>
    /// <param name="isTurned">Whether the weights are taken from the last to the first, as gradients of inputs need them.</param>
    /// <param name="target">Their number of the first plane.</param>
    /// <param name="plane">From one plane to the next.</param>
    public static void Weights<T>(ReadOnlySpan<T> weights, bool isTurned, ref T target, nint plane) where T : unmanaged, IFloatingPoint<T>
    {
        T half = T.CreateChecked(0.5);
        Span<T> columns = stackalloc T[12];
        for (int column = 0; column < 3; column++)
        {
            (T g0, T g1, T g2) = isTurned
                ? (weights[8 - column], weights[5 - column], weights[2 - column])
                : (weights[column], weights[3 + column], weights[6 + column]);
            T outer = (g0 + g2) * half, inner = g1 * half;
            (columns[column], columns[3 + column], columns[6 + column], columns[9 + column]) = (g0, outer + inner, outer - inner, g2);
        }
        for (int row = 0; row < 4; row++)
        {
            T g0 = columns[3 * row], g1 = columns[3 * row + 1], g2 = columns[3 * row + 2];
            T outer = (g0 + g2) * half, inner = g1 * half;
            ref T to = ref Unsafe.Add(ref target, 4 * row * plane);
            to = g0;
            Unsafe.Add(ref to, plane) = outer + inner;
            Unsafe.Add(ref to, 2 * plane) = outer - inner;
            Unsafe.Add(ref to, 3 * plane) = g2;
        }
    }

    /// <summary>The sixteen planes' sums of one pair of channels → gradients of its 3x3 weights.</summary>
    /// <param name="source">Their number of the first plane.</param>
    /// <param name="plane">From one plane to the next.</param>
    /// <param name="gradients">Nine numbers.</param>
    public static void WeightGradients<T>(ref T source, nint plane, Span<T> gradients) where T : unmanaged, IFloatingPoint<T>
    {
        T half = T.CreateChecked(0.5);
        Span<T> columns = stackalloc T[12];
        for (int column = 0; column < 4; column++)
        {
            ref T from = ref Unsafe.Add(ref source, column * plane);
            T s1 = Unsafe.Add(ref from, 4 * plane), s2 = Unsafe.Add(ref from, 8 * plane), even = (s1 + s2) * half;
            (columns[column], columns[4 + column], columns[8 + column]) = (from + even, (s1 - s2) * half, even + Unsafe.Add(ref from, 12 * plane));
        }
        for (int row = 0; row < 3; row++)
        {
            T s0 = columns[4 * row], s1 = columns[4 * row + 1], s2 = columns[4 * row + 2], s3 = columns[4 * row + 3], even = (s1 + s2) * half;
            (gradients[3 * row], gradients[3 * row + 1], gradients[3 * row + 2]) = (s0 + even, (s1 - s2) * half, even + s3);
        }
    }
}
