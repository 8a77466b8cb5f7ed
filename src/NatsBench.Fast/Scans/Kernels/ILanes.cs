namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// Doubles side by side, of any vector width: what a kernel needs to be written once. Comparisons are those of C#: false with a NaN,
/// -0 equals 0. Each ends in values or in bits at once, for the compiler keeps masks in registers only within one expression.
/// </summary>
internal interface ILanes<TSelf> where TSelf : struct, ILanes<TSelf>
{
    static abstract int Count { get; }

    static abstract TSelf Load(ref readonly double source, nuint index);

    static abstract void Store(TSelf lanes, Span<double> destination);

    /// <summary>The same value in every lane.</summary>
    static abstract TSelf Of(double value);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary><c>value &lt; bound ? value : bound</c>: the bound where the value is NaN.</summary>
    static abstract TSelf Lesser(TSelf value, TSelf bound);

    /// <summary><c>value &gt; bound ? value : bound</c>: the bound where the value is NaN.</summary>
    static abstract TSelf Greater(TSelf value, TSelf bound);

    /// <summary><c>quantity &lt;= maximum ? value : NaN</c>.</summary>
    static abstract TSelf IfAtMost(TSelf quantity, TSelf maximum, TSelf value);

    /// <summary>The value, or 0 where it is NaN.</summary>
    static abstract TSelf OrZero(TSelf value);

    /// <summary>The least of all lanes, none of which is NaN.</summary>
    static abstract double Least(TSelf lanes);

    /// <summary>The greatest of all lanes, none of which is NaN.</summary>
    static abstract double Greatest(TSelf lanes);

    /// <summary>Where they are equal, as bits, the first lane lowest.</summary>
    static abstract uint EqualBits(TSelf left, TSelf right);

    /// <summary>Where the left is less, as bits, the first lane lowest.</summary>
    static abstract uint LessBits(TSelf left, TSelf right);

    /// <summary>Where the left is less or equal, as bits, the first lane lowest.</summary>
    static abstract uint AtMostBits(TSelf left, TSelf right);
}
