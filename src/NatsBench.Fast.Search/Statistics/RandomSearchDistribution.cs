namespace NatsBench.Fast.Search.Statistics;

/// <summary>How what random search reports is distributed after k evaluations (<see cref="RandomSearchLine"/>), exactly. Used by one thread.</summary>
public sealed class RandomSearchDistribution
{
    // Of sums of some ten thousand chances.
    private const double Rounding = 1e-12;

    private readonly RandomSearchLine _line;

    // The architectures by ascending reported number, and the numbers.
    private readonly int[] _order;
    private readonly double[] _ascending;
    private readonly double[] _chances;

    internal RandomSearchDistribution(RandomSearchLine line, ReadOnlySpan<double> reported)
    {
        _line = line;
        _ascending = reported.ToArray();
        _order = [.. Enumerable.Range(0, _ascending.Length)];
        Array.Sort(_ascending, _order);
        _chances = new double[_order.Length];
    }

    /// <summary>Quantiles after k evaluations: the least reported number that is not surpassed with a probability of at least p.</summary>
    /// <param name="evaluations">k, 1 or more; between whole numbers as <see cref="RandomSearchLine.AboutAt"/> takes it.</param>
    /// <param name="probabilities">p, above 0 and at most 1, ascending.</param>
    /// <returns>A number for each.</returns>
    public double[] Quantiles(double evaluations, params ReadOnlySpan<double> probabilities)
    {
        _line.Chances(evaluations, _chances);
        double[] quantiles = new double[probabilities.Length];
        // The last sum rounds to a little more or less than 1; whoever has no chance is not reported.
        int last = Array.FindLastIndex(_order, architecture => _chances[architecture] > 0), place = -1;
        double sum = 0;
        for (int i = 0; i < quantiles.Length; i++)
        {
            if (!(probabilities[i] is > 0 and <= 1) || (i > 0 && probabilities[i] < probabilities[i - 1]))
                throw new ArgumentOutOfRangeException(nameof(probabilities), probabilities[i], "must be above 0 and at most 1, ascending");
            while (place < last && (place < 0 || sum < probabilities[i] - Rounding))
                sum += _chances[_order[++place]];
            quantiles[i] = _ascending[place];
        }
        return quantiles;
    }
}
