namespace NatsBench.Fast.Internals;

/// <summary>
/// Exponential, logarithm, power and cosine from additions, multiplications and divisions alone. IEEE 754 fixes those to the last bit and
/// the runtime never fuses them, while <see cref="Math"/> hands these functions to the platform's own library.
/// Accurate to about 1e-13.
/// </summary>
internal static class Elementary
{
    private const double Ln2 = 0.69314718055994531;
    private const double Pi = 3.1415926535897932;

    /// <summary>e to the power of <paramref name="x"/>, for |x| below 700.</summary>
    public static double Exp(double x)
    {
        int power = (int)Math.Floor(x / Ln2 + 0.5);
        double rest = x - power * Ln2;
        double term = 1, sum = 1;
        for (int i = 1; i <= 13; i++)
        {
            term *= rest / i;
            sum += term;
        }
        return sum * BitConverter.Int64BitsToDouble((long)(1023 + power) << 52);
    }

    /// <summary>Natural logarithm of a positive normal number.</summary>
    public static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int power = (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | (1023L << 52));
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            power++;
        }
        // 2 · artanh((m - 1) / (m + 1)); the argument stays below 0.172.
        double u = (mantissa - 1) / (mantissa + 1), square = u * u, term = u, sum = 0;
        for (int i = 1; i <= 17; i += 2)
        {
            sum += term / i;
            term *= square;
        }
        return 2 * sum + power * Ln2;
    }

    /// <summary>A positive number to a power.</summary>
    public static double Pow(double x, double power) => Exp(power * Log(x));

    /// <summary>Cosine of <paramref name="turn"/> half turns, 0 to 1.</summary>
    public static double CosHalfTurns(double turn)
    {
        // Around a quarter turn, where the series is odd and short.
        double x = (0.5 - turn) * Pi, square = x * x, term = x, sum = 0;
        for (int i = 1; i <= 21; i += 2)
        {
            sum += term;
            term *= -square / ((i + 1) * (i + 2));
        }
        return sum;
    }

    /// <summary>The logistic function.</summary>
    public static double Logistic(double x) => 1 / (1 + Exp(-x));
}
