namespace NatsBench.Fast.Studies.Summaries;

/// <summary>
/// How many trials a study takes until the standard error of every mean test accuracy is small enough. What a trial comes to depends on its number
/// alone, so a study of more trials begins with those of one of fewer, and the answer depends on the study alone.
/// </summary>
public static class TrialsForError
{
    // One trial has no standard error to go by.
    private const int AfterOne = 30;

    // Standard errors are estimates: a few trials more spare another round.
    private const double Margin = 1.05;

    /// <summary>With how many trials to run the study again; null where it is enough, or no more are allowed.</summary>
    /// <param name="rows">What it came to: a row for each experiment and dataset reported.</param>
    /// <param name="error">The greatest standard error that is wanted, percent points; above 0.</param>
    /// <param name="most">The most trials of an experiment.</param>
    public static int? Next(IReadOnlyList<SummaryRow> rows, double error, int most)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfZero(rows.Count, nameof(rows));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(error);
        int trials = rows[0].Trials;
        double worst = Worst(rows);
        if (worst <= error || trials >= most)
            return null;
        return double.IsNaN(worst) ? int.Min(AfterOne, most) : (int)double.Clamp(Math.Ceiling(Margin * trials * (worst / error) * (worst / error)), trials + 1, most);
    }

    /// <summary>The greatest standard error of a mean test accuracy; NaN for single trials.</summary>
    /// <param name="rows">What a study came to.</param>
    public static double Worst(IReadOnlyList<SummaryRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Any(row => double.IsNaN(row.Test.StandardError)) ? double.NaN : rows.Max(row => row.Test.StandardError);
    }
}
