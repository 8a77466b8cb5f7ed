using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NatsBench.Fast.Columns;

/// <summary>Running sums of int32 or int64, wrapping around. <see cref="Scalar"/> is the definition.</summary>
internal static class RunningSums
{
    /// <summary>Replaces every integer by the sum of all up to it.</summary>
    public static void Run<T>(Span<T> integers)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (Avx2.IsSupported)
            RunVector256(integers);
        else
            Scalar(integers, T.Zero);
    }

    public static void Scalar<T>(Span<T> integers, T start)
        where T : unmanaged, IBinaryInteger<T>
    {
        foreach (ref T integer in integers)
            integer = start = unchecked(start + integer);
    }

    private static void RunVector256<T>(Span<T> integers)
        where T : unmanaged, IBinaryInteger<T>
    {
        ref T first = ref MemoryMarshal.GetReference(integers);
        Vector256<T> before = Vector256<T>.Zero;
        int i = 0;
        for (; i <= integers.Length - Vector256<T>.Count; i += Vector256<T>.Count)
        {
            Vector256<T> sums = Within(Vector256.LoadUnsafe(ref first, (nuint)i));
            (before + sums).StoreUnsafe(ref first, (nuint)i);
            before += Last(sums);
        }
        Scalar(integers[i..], before.ToScalar());
    }

    /// <summary>The running sums within one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Within<T>(Vector256<T> integers)
        where T : unmanaged
    {
        // Within each half of the register, then the lower half's total onto the upper half.
        Vector256<T> sums = integers;
        if (Unsafe.SizeOf<T>() == sizeof(int))
            sums += Avx2.ShiftLeftLogical128BitLane(sums.AsByte(), sizeof(int)).As<byte, T>();
        sums += Avx2.ShiftLeftLogical128BitLane(sums.AsByte(), sizeof(long)).As<byte, T>();
        Vector256<int> total = Unsafe.SizeOf<T>() == sizeof(int)
            ? Vector256.Shuffle(sums.AsInt32(), Vector256.Create(0, 0, 0, 0, 3, 3, 3, 3)) & Vector256.Create(0, 0, 0, 0, -1, -1, -1, -1)
            : Vector256.Shuffle(sums.AsInt32(), Vector256.Create(0, 0, 0, 0, 2, 3, 2, 3)) & Vector256.Create(0, 0, 0, 0, -1, -1, -1, -1);
        return sums + total.As<int, T>();
    }

    /// <summary>The last of a vector's integers in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Last<T>(Vector256<T> integers)
        where T : unmanaged =>
        (Unsafe.SizeOf<T>() == sizeof(int)
            ? Vector256.Shuffle(integers.AsInt32(), Vector256.Create(7))
            : Vector256.Shuffle(integers.AsInt32(), Vector256.Create(6, 7, 6, 7, 6, 7, 6, 7))).As<int, T>();
}
