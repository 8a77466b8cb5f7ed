using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>The lanes of one vector of 512 bits.</summary>
internal readonly struct Lanes512(Vector512<double> vector) : ILanes<Lanes512>
{
    private readonly Vector512<double> _vector = vector;

    public static int Count => Vector512<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(ref readonly double source, nuint index) => new(Vector512.LoadUnsafe(in source, index));

    public static void Store(Lanes512 lanes, Span<double> destination) => lanes._vector.CopyTo(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Of(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 left, Lanes512 right) => new(left._vector + right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 left, Lanes512 right) => new(left._vector - right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 left, Lanes512 right) => new(left._vector * right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Lesser(Lanes512 value, Lanes512 bound) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(value._vector, bound._vector), value._vector, bound._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Greater(Lanes512 value, Lanes512 bound) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(value._vector, bound._vector), value._vector, bound._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 IfAtMost(Lanes512 quantity, Lanes512 maximum, Lanes512 value) =>
        new(Vector512.ConditionalSelect(Vector512.LessThanOrEqual(quantity._vector, maximum._vector), value._vector, Vector512.Create(double.NaN)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 OrZero(Lanes512 value) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(value._vector, value._vector), value._vector, Vector512<double>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Least(Lanes512 lanes) =>
        Lanes256.Least(Lanes256.Lesser(new(lanes._vector.GetLower()), new(lanes._vector.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Greatest(Lanes512 lanes) =>
        Lanes256.Greatest(Lanes256.Greater(new(lanes._vector.GetLower()), new(lanes._vector.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint EqualBits(Lanes512 left, Lanes512 right) => (uint)Vector512.Equals(left._vector, right._vector).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LessBits(Lanes512 left, Lanes512 right) => (uint)Vector512.LessThan(left._vector, right._vector).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtMostBits(Lanes512 left, Lanes512 right) => (uint)Vector512.LessThanOrEqual(left._vector, right._vector).ExtractMostSignificantBits();
}
