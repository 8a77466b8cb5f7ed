using NatsBench.Fast.Scans.Kernels;

namespace NatsBench.Fast.Scans;

public static partial class Scan
{
    /// <summary>
    /// The candidate with the greatest value within limits, as the official <c>find_best</c> chooses: of equal ones the lowest index.
    /// </summary>
    /// <param name="values">What counts, such as accuracy; an absent value (NaN) never wins.</param>
    /// <param name="limits">Limits on other columns of the same length.</param>
    /// <returns>The best, or null when no candidate is within the limits.</returns>
    /// <exception cref="ArgumentException">A limited column has another length.</exception>
    public static Candidate? Best(ReadOnlySpan<double> values, Limits limits = default)
    {
        limits.RequireLength(values.Length);
        int index = Widest.Run<BestKernel, LimitedColumn, int>(new LimitedColumn(values, limits));
        return index < 0 ? null : new Candidate(index, values[index]);
    }

    /// <summary>
    /// The candidates with the greatest values within limits, descending; of equal ones the lower index first. The first is that of
    /// <see cref="Best"/>.
    /// </summary>
    /// <param name="values">What counts, such as accuracy; an absent value (NaN) is never among them.</param>
    /// <param name="best">Where to; its length says how many are wanted.</param>
    /// <param name="limits">Limits on other columns of the same length.</param>
    /// <returns>How many were written: fewer than wanted when fewer are within the limits.</returns>
    /// <exception cref="ArgumentException">A limited column has another length.</exception>
    public static int Top(ReadOnlySpan<double> values, Span<Candidate> best, Limits limits = default)
    {
        limits.RequireLength(values.Length);
        return Widest.Run<TopKernel, TopQuestion, int>(new TopQuestion(new LimitedColumn(values, limits), best));
    }
}
