using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.OneShot.Engine.Winograd;

/// <summary>Products of small matrices that lie in the caches, in vectors of 512 bits.</summary>
internal static class TileProducts
{
    /// <summary>Rows that are computed together.</summary>
    public const int Rows = 8;

    /// <summary>c[r, v] = Σ_s a[r·aRow + s·aStep]·b[s·bStep + v], added to what is there where <paramref name="isAdded"/>.</summary>
    /// <param name="a">The left matrix, by any strides.</param>
    /// <param name="aRow">From one row of it to the next.</param>
    /// <param name="aStep">From one summand to the next.</param>
    /// <param name="b">The right matrix.</param>
    /// <param name="bStep">From one summand to the next.</param>
    /// <param name="c">The product.</param>
    /// <param name="cRow">From one row of it to the next.</param>
    /// <param name="rows">Rows, a multiple of <see cref="Rows"/>.</param>
    /// <param name="columns">Columns, a whole number of vectors.</param>
    /// <param name="steps">Summands.</param>
    /// <param name="isAdded">Whether the product is added to c.</param>
    public static void Multiply<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T c, nint cRow, int rows, int columns, int steps, bool isAdded) where T : unmanaged
    {
        int width = Vector512<T>.Count, column = 0;
        for (; column + 2 * width <= columns; column += 2 * width)
            for (int row = 0; row < rows; row += Rows)
                Multiply8x2(
                    ref Unsafe.Add(ref a, row * aRow), aRow, aStep, ref Unsafe.Add(ref b, column), bStep, ref Unsafe.Add(ref c, row * cRow + column), cRow, steps, isAdded);
        if (column < columns)
            for (int row = 0; row < rows; row += Rows)
                Multiply8x1(
                    ref Unsafe.Add(ref a, row * aRow), aRow, aStep, ref Unsafe.Add(ref b, column), bStep, ref Unsafe.Add(ref c, row * cRow + column), cRow, steps, isAdded);
    }

    private static void Multiply8x2<T>(ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T c, nint cRow, int steps, bool isAdded) where T : unmanaged
    {
        nuint next = (nuint)Vector512<T>.Count;
        Vector512<T> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        Vector512<T> c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        nint twoRows = 2 * aRow, threeRows = 3 * aRow;
        ref T lower = ref Unsafe.Add(ref a, 4 * aRow);
        for (; steps > 0; steps--)
        {
            Vector512<T> b0 = Vector512.LoadUnsafe(ref b), b1 = Vector512.LoadUnsafe(ref b, next);
            Vector512<T> factor = Vector512.Create(a);
            (c00, c01) = (Sum(factor, b0, c00), Sum(factor, b1, c01));
            factor = Vector512.Create(Unsafe.Add(ref a, aRow));
            (c10, c11) = (Sum(factor, b0, c10), Sum(factor, b1, c11));
            factor = Vector512.Create(Unsafe.Add(ref a, twoRows));
            (c20, c21) = (Sum(factor, b0, c20), Sum(factor, b1, c21));
            factor = Vector512.Create(Unsafe.Add(ref a, threeRows));
            (c30, c31) = (Sum(factor, b0, c30), Sum(factor, b1, c31));
            factor = Vector512.Create(lower);
            (c40, c41) = (Sum(factor, b0, c40), Sum(factor, b1, c41));
            factor = Vector512.Create(Unsafe.Add(ref lower, aRow));
            (c50, c51) = (Sum(factor, b0, c50), Sum(factor, b1, c51));
            factor = Vector512.Create(Unsafe.Add(ref lower, twoRows));
            (c60, c61) = (Sum(factor, b0, c60), Sum(factor, b1, c61));
            factor = Vector512.Create(Unsafe.Add(ref lower, threeRows));
            (c70, c71) = (Sum(factor, b0, c70), Sum(factor, b1, c71));
            a = ref Unsafe.Add(ref a, aStep);
            lower = ref Unsafe.Add(ref lower, aStep);
            b = ref Unsafe.Add(ref b, bStep);
        }
        Store(ref c, c00, c01, isAdded);
        Store(ref Unsafe.Add(ref c, cRow), c10, c11, isAdded);
        Store(ref Unsafe.Add(ref c, 2 * cRow), c20, c21, isAdded);
        Store(ref Unsafe.Add(ref c, 3 * cRow), c30, c31, isAdded);
        Store(ref Unsafe.Add(ref c, 4 * cRow), c40, c41, isAdded);
        Store(ref Unsafe.Add(ref c, 5 * cRow), c50, c51, isAdded);
        Store(ref Unsafe.Add(ref c, 6 * cRow), c60, c61, isAdded);
        Store(ref Unsafe.Add(ref c, 7 * cRow), c70, c71, isAdded);
    }

    private static void Multiply8x1<T>(ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T c, nint cRow, int steps, bool isAdded) where T : unmanaged
    {
        Vector512<T> c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default;
        nint twoRows = 2 * aRow, threeRows = 3 * aRow;
        ref T lower = ref Unsafe.Add(ref a, 4 * aRow);
        for (; steps > 0; steps--)
        {
            Vector512<T> factors = Vector512.LoadUnsafe(ref b);
            c0 = Sum(Vector512.Create(a), factors, c0);
            c1 = Sum(Vector512.Create(Unsafe.Add(ref a, aRow)), factors, c1);
            c2 = Sum(Vector512.Create(Unsafe.Add(ref a, twoRows)), factors, c2);
            c3 = Sum(Vector512.Create(Unsafe.Add(ref a, threeRows)), factors, c3);
            c4 = Sum(Vector512.Create(lower), factors, c4);
            c5 = Sum(Vector512.Create(Unsafe.Add(ref lower, aRow)), factors, c5);
            c6 = Sum(Vector512.Create(Unsafe.Add(ref lower, twoRows)), factors, c6);
            c7 = Sum(Vector512.Create(Unsafe.Add(ref lower, threeRows)), factors, c7);
            a = ref Unsafe.Add(ref a, aStep);
            lower = ref Unsafe.Add(ref lower, aStep);
            b = ref Unsafe.Add(ref b, bStep);
        }
        Store(ref c, c0, isAdded);
        Store(ref Unsafe.Add(ref c, cRow), c1, isAdded);
        Store(ref Unsafe.Add(ref c, 2 * cRow), c2, isAdded);
        Store(ref Unsafe.Add(ref c, 3 * cRow), c3, isAdded);
        Store(ref Unsafe.Add(ref c, 4 * cRow), c4, isAdded);
        Store(ref Unsafe.Add(ref c, 5 * cRow), c5, isAdded);
        Store(ref Unsafe.Add(ref c, 6 * cRow), c6, isAdded);
        Store(ref Unsafe.Add(ref c, 7 * cRow), c7, isAdded);
    }

    // a·b + c, rounded once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Sum<T>(Vector512<T> a, Vector512<T> b, Vector512<T> c) where T : unmanaged => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(ref T c, Vector512<T> first, Vector512<T> second, bool isAdded) where T : unmanaged
    {
        Store(ref c, first, isAdded);
        Store(ref Unsafe.Add(ref c, Vector512<T>.Count), second, isAdded);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(ref T c, Vector512<T> sum, bool isAdded) where T : unmanaged => (isAdded ? Vector512.LoadUnsafe(ref c) + sum : sum).StoreUnsafe(ref c);
}
