namespace NatsBench.Fast.Scans;

/// <summary>
/// Scans over whole columns: one double for each candidate, in the order of the table, NaN where absent. An absent value never wins
/// and never counts, -0 equals 0, and the answers are the same to the last bit on any hardware. The columns are only read, so any
/// number of threads may scan them at once; nothing is kept between calls.
/// </summary>
public static partial class Scan
{
    private static void RequireSameLength(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"columns must be equally long, not {first.Length} and {second.Length}");
    }
}
