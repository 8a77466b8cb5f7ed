using CsCheck;
using NatsBench.Fast.Scans.Kernels;

namespace NatsBench.Fast.Tests.Scans;

/// <summary>Columns of every manner that a kernel may meet.</summary>
internal static class Columns
{
    private static readonly double[] Odd =
    [
        double.NaN, -double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, double.Epsilon, -double.Epsilon,
        double.MaxValue, double.MinValue, 1.0, 1.0 + double.Epsilon, 93.76, 93.77,
    ];

    /// <summary>How values are drawn.</summary>
    public static readonly Func<Random, double>[] Manners =
    [
        random => 100 * random.NextDouble(),
        random => random.Next(6) - 2,
        random => random.Next(4) == 0 ? double.NaN : Math.Round(20 * random.NextDouble() - 5, 1),
        random => Odd[random.Next(Odd.Length)],
        random => random.Next(8) == 0 ? Odd[random.Next(Odd.Length)] : 1e3 * (random.NextDouble() - 0.5),
        _ => double.NaN,
        _ => -0.0,
        _ => double.NegativeInfinity,
        // Finite, but not their sum.
        random => double.MaxValue * (random.Next(5) == 0 ? double.NaN : random.NextDouble() - 0.25),
    ];

    public static double[] Draw(Random random, int manner, int length)
    {
        double[] column = new double[length];
        foreach (ref double value in column.AsSpan())
            value = Manners[manner](random);
        return column;
    }

    public static KernelInput Input(int seed, int length)
    {
        Random random = new(seed);
        double low = random.Next(3) == 0 ? 0 : Math.Round(30 * random.NextDouble() - 10, 1);
        return new KernelInput(
            Draw(random, random.Next(Manners.Length), length),
            Draw(random, random.Next(Manners.Length), length),
            Draw(random, random.Next(Manners.Length), length),
            low,
            low + Math.Round(random.Next(4) * 25 * random.NextDouble(), 1),
            random.Next(1, 24));
    }

    /// <summary>Arbitrary bits in all columns.</summary>
    public static Gen<KernelInput> Arbitrary { get; } =
        Gen.Select(Gen.Select(Gen.Double, Gen.Double, Gen.Double).Array[0, 200], Gen.Double[-1e6, 1e6], Gen.Double[0, 1e6], Gen.Int[1, 40]).Select(
            (rows, low, range, count) => new KernelInput(
                [.. rows.Select(row => row.Item1)], [.. rows.Select(row => row.Item2)], [.. rows.Select(row => row.Item3)],
                low, low + range, count));
}
