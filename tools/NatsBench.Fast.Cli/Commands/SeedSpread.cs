using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Cli.Commands;

/// <summary>How far seeds lie apart: the standard deviation of each quantity, over all of them (<c>numpy.std</c>, as the papers have it).</summary>
internal static class SeedSpread
{
    /// <summary>The deviations; null for a quantity that a seed lacks. Zero for a single seed.</summary>
    public static Metrics Of(IReadOnlyCollection<Metrics?> seeds) => new(
        0,
        Deviation([.. seeds.Select(seed => seed?.Loss)]), Deviation([.. seeds.Select(seed => seed?.Accuracy)]),
        Deviation([.. seeds.Select(seed => seed?.CurrentTime)]), Deviation([.. seeds.Select(seed => seed?.TotalTime)]));

    private static double? Deviation(double?[] values)
    {
        double sum = 0, squares = 0;
        foreach (double? value in values)
            sum += value ?? double.NaN;
        if (values.Length == 0 || values.Contains(null))
            return null;
        double mean = sum / values.Length;
        foreach (double? value in values)
            squares += (value!.Value - mean) * (value.Value - mean);
        return Math.Sqrt(squares / values.Length);
    }
}
