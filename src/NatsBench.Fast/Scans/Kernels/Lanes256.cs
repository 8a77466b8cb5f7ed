using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>The lanes of one vector of 256 bits.</summary>
internal readonly struct Lanes256(Vector256<double> vector) : ILanes<Lanes256>
{
    private readonly Vector256<double> _vector = vector;

    public static int Count => Vector256<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(ref readonly double source, nuint index) => new(Vector256.LoadUnsafe(in source, index));

    public static void Store(Lanes256 lanes, Span<double> destination) => lanes._vector.CopyTo(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Of(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 left, Lanes256 right) => new(left._vector + right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 left, Lanes256 right) => new(left._vector - right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 left, Lanes256 right) => new(left._vector * right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Lesser(Lanes256 value, Lanes256 bound) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(value._vector, bound._vector), value._vector, bound._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Greater(Lanes256 value, Lanes256 bound) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(value._vector, bound._vector), value._vector, bound._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 IfAtMost(Lanes256 quantity, Lanes256 maximum, Lanes256 value) =>
        new(Vector256.ConditionalSelect(Vector256.LessThanOrEqual(quantity._vector, maximum._vector), value._vector, Vector256.Create(double.NaN)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 OrZero(Lanes256 value) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(value._vector, value._vector), value._vector, Vector256<double>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Least(Lanes256 lanes) =>
        Lanes128.Least(Lanes128.Lesser(new(lanes._vector.GetLower()), new(lanes._vector.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Greatest(Lanes256 lanes) =>
        Lanes128.Greatest(Lanes128.Greater(new(lanes._vector.GetLower()), new(lanes._vector.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint EqualBits(Lanes256 left, Lanes256 right) => Vector256.Equals(left._vector, right._vector).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LessBits(Lanes256 left, Lanes256 right) => Vector256.LessThan(left._vector, right._vector).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtMostBits(Lanes256 left, Lanes256 right) => Vector256.LessThanOrEqual(left._vector, right._vector).ExtractMostSignificantBits();
}
