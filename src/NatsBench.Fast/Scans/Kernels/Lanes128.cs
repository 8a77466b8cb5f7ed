using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>The lanes of one vector of 128 bits.</summary>
internal readonly struct Lanes128(Vector128<double> vector) : ILanes<Lanes128>
{
    private readonly Vector128<double> _vector = vector;

    public static int Count => Vector128<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ref readonly double source, nuint index) => new(Vector128.LoadUnsafe(in source, index));

    public static void Store(Lanes128 lanes, Span<double> destination) => lanes._vector.CopyTo(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Of(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 left, Lanes128 right) => new(left._vector + right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 left, Lanes128 right) => new(left._vector - right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 left, Lanes128 right) => new(left._vector * right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Lesser(Lanes128 value, Lanes128 bound) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(value._vector, bound._vector), value._vector, bound._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Greater(Lanes128 value, Lanes128 bound) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThan(value._vector, bound._vector), value._vector, bound._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 IfAtMost(Lanes128 quantity, Lanes128 maximum, Lanes128 value) =>
        new(Vector128.ConditionalSelect(Vector128.LessThanOrEqual(quantity._vector, maximum._vector), value._vector, Vector128.Create(double.NaN)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 OrZero(Lanes128 value) =>
        new(Vector128.ConditionalSelect(Vector128.Equals(value._vector, value._vector), value._vector, Vector128<double>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Least(Lanes128 lanes) => lanes._vector[0] < lanes._vector[1] ? lanes._vector[0] : lanes._vector[1];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Greatest(Lanes128 lanes) => lanes._vector[0] > lanes._vector[1] ? lanes._vector[0] : lanes._vector[1];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint EqualBits(Lanes128 left, Lanes128 right) => Vector128.Equals(left._vector, right._vector).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LessBits(Lanes128 left, Lanes128 right) => Vector128.LessThan(left._vector, right._vector).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtMostBits(Lanes128 left, Lanes128 right) => Vector128.LessThanOrEqual(left._vector, right._vector).ExtractMostSignificantBits();
}
