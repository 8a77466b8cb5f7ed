using System.Globalization;

namespace NatsBench.Fast.Search.Oracle;

/// <summary>
/// What an architecture must keep to be proposed: a quantity that is at least, at most, or between two numbers, which themselves are admitted. One
/// without a number of the quantity keeps no limit of it. Immutable, thread-safe.
/// </summary>
public sealed record Limit
{
    private Limit(Quantity quantity, double? least, double? most) => (Quantity, Least, Most) = (quantity, least, most);

    /// <summary>What is limited.</summary>
    public Quantity Quantity { get; }

    /// <summary>The least that is admitted, in the quantity's unit; null for any.</summary>
    public double? Least { get; }

    /// <summary>The greatest that is admitted, in the quantity's unit; null for any.</summary>
    public double? Most { get; }

    /// <summary>So much or less.</summary>
    /// <param name="quantity">What is limited.</param>
    /// <param name="most">The greatest that is admitted, in the quantity's unit.</param>
    /// <exception cref="NatsBenchException">It is no finite number.</exception>
    public static Limit AtMost(Quantity quantity, double most) => Of(quantity, least: null, most);

    /// <summary>So much or more.</summary>
    /// <param name="quantity">What is limited.</param>
    /// <param name="least">The least that is admitted, in the quantity's unit.</param>
    /// <exception cref="NatsBenchException">It is no finite number.</exception>
    public static Limit AtLeast(Quantity quantity, double least) => Of(quantity, least, most: null);

    /// <summary>At least and at most so much; one of both may be absent.</summary>
    /// <param name="quantity">What is limited.</param>
    /// <param name="least">The least that is admitted, in the quantity's unit; null for any.</param>
    /// <param name="most">The greatest that is admitted, in the quantity's unit; null for any.</param>
    /// <exception cref="NatsBenchException">Both are absent, one is no finite number, or the least is above the greatest.</exception>
    public static Limit Of(Quantity quantity, double? least, double? most)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        if (least is null && most is null)
            throw new NatsBenchException($"{quantity}: a limit has a least or a greatest number");
        if (!double.IsFinite(least ?? 0) || !double.IsFinite(most ?? 0))
            throw new NatsBenchException($"{quantity}: a limit is a finite number");
        Limit limit = new(quantity, least, most);
        return least > most ? throw new NatsBenchException($"{limit}: nothing is both") : limit;
    }

    /// <summary>In words, such as <c>flops at most 100 M</c>.</summary>
    public override string ToString()
    {
        string unit = Quantity.Unit.Length > 0 ? $" {Quantity.Unit}" : "";
        string least = string.Create(CultureInfo.InvariantCulture, $"at least {Least}"), most = string.Create(CultureInfo.InvariantCulture, $"at most {Most}");
        return $"{Quantity} {(Least is null ? most : Most is null ? least : $"{least} and {most}")}{unit}";
    }

    /// <summary>The limit with its quantity as a benchmark has it.</summary>
    /// <param name="bench">The benchmark.</param>
    /// <exception cref="RefusedException">It is of an extra column that the benchmark does not have.</exception>
    public Limit In(NatsBenchmark bench) => new(Quantity.In(bench), Least, Most);

    /// <summary>Whether a value keeps the limit; none (NaN) keeps no limit.</summary>
    /// <param name="value">A value in the quantity's unit.</param>
    public bool Admits(double value) => value >= (Least ?? double.NegativeInfinity) && value <= (Most ?? double.PositiveInfinity);
}
