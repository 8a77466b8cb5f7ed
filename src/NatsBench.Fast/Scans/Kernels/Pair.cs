using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>Twice as many lanes: narrower vectors side by side.</summary>
internal readonly struct Pair<TLanes>(TLanes low, TLanes high) : ILanes<Pair<TLanes>> where TLanes : struct, ILanes<TLanes>
{
    private readonly TLanes _low = low;
    private readonly TLanes _high = high;

    public static int Count => 2 * TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes> Load(ref readonly double source, nuint index) =>
        new(TLanes.Load(in source, index), TLanes.Load(in source, index + (nuint)TLanes.Count));

    public static void Store(Pair<TLanes> lanes, Span<double> destination)
    {
        TLanes.Store(lanes._low, destination);
        TLanes.Store(lanes._high, destination[TLanes.Count..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes> Of(double value) => new(TLanes.Of(value), TLanes.Of(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes> operator +(Pair<TLanes> left, Pair<TLanes> right) => new(left._low + right._low, left._high + right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes> operator -(Pair<TLanes> left, Pair<TLanes> right) => new(left._low - right._low, left._high - right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes> operator *(Pair<TLanes> left, Pair<TLanes> right) => new(left._low * right._low, left._high * right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes> Lesser(Pair<TLanes> value, Pair<TLanes> bound) =>
        new(TLanes.Lesser(value._low, bound._low), TLanes.Lesser(value._high, bound._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes> Greater(Pair<TLanes> value, Pair<TLanes> bound) =>
        new(TLanes.Greater(value._low, bound._low), TLanes.Greater(value._high, bound._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes> IfAtMost(Pair<TLanes> quantity, Pair<TLanes> maximum, Pair<TLanes> value) => new(
        TLanes.IfAtMost(quantity._low, maximum._low, value._low), TLanes.IfAtMost(quantity._high, maximum._high, value._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes> OrZero(Pair<TLanes> value) => new(TLanes.OrZero(value._low), TLanes.OrZero(value._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Least(Pair<TLanes> lanes) => TLanes.Least(TLanes.Lesser(lanes._low, lanes._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Greatest(Pair<TLanes> lanes) => TLanes.Greatest(TLanes.Greater(lanes._low, lanes._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint EqualBits(Pair<TLanes> left, Pair<TLanes> right) =>
        TLanes.EqualBits(left._low, right._low) | (TLanes.EqualBits(left._high, right._high) << TLanes.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LessBits(Pair<TLanes> left, Pair<TLanes> right) =>
        TLanes.LessBits(left._low, right._low) | (TLanes.LessBits(left._high, right._high) << TLanes.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtMostBits(Pair<TLanes> left, Pair<TLanes> right) =>
        TLanes.AtMostBits(left._low, right._low) | (TLanes.AtMostBits(left._high, right._high) << TLanes.Count);
}
