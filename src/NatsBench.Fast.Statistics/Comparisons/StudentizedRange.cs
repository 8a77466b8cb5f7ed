namespace NatsBench.Fast.Statistics.Comparisons;

/// <summary>
/// The range of k independent standard normal numbers: the studentized range of infinitely many degrees of freedom, which MathNet lacks.
/// </summary>
internal static class StudentizedRange
{
    /// <summary>P(range above q) = k ∫ φ(z) (Φ(z)^(k-1) - (Φ(z) - Φ(z - q))^(k-1)) dz, the greatest number being z.</summary>
    public static double Above(double q, int count)
    {
        // Smooth and vanishing at both ends: sums at equal steps converge exponentially. Beyond 9 lies nothing that a double could hold.
        const double Step = 1 / 16.0, End = 9;
        double sum = 0;
        for (double z = -End; z <= End + q; z += Step)
        {
            double all = Cumulative(z), below = Cumulative(z - q);
            sum += Density(z) * DifferenceOfPowers(all, below, count - 1);
        }
        return Math.Min(1, count * Step * sum);
    }

    /// <summary>The q that the range is above with probability α.</summary>
    public static double Critical(double alpha, int count)
    {
        double low = 0, high = 1;
        while (Above(high, count) > alpha)
            high *= 2;
        for (double middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2)
            (low, high) = Above(middle, count) > alpha ? (middle, high) : (low, middle);
        return high;
    }

    // a^m - (a - b)^m = b · Σ a^i (a - b)^(m-1-i): positive terms alone, so that small tails keep their digits.
    private static double DifferenceOfPowers(double a, double b, int m)
    {
        double sum = 0, rest = 1;
        for (int i = 0; i < m; i++)
        {
            sum = sum * a + rest;
            rest *= a - b;
        }
        return b * sum;
    }

    private static double Density(double z) => Math.Exp(-z * z / 2) / MathNet.Numerics.Constants.Sqrt2Pi;

    private static double Cumulative(double z) => MathNet.Numerics.SpecialFunctions.Erfc(-z / MathNet.Numerics.Constants.Sqrt2) / 2;
}
