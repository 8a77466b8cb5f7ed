namespace NatsBench.Fast.Reports.Comparing;

/// <summary>
/// How likely each architecture is the best of all when one stored training of each is drawn, uniformly and independently; of equals the lowest
/// index wins. Exact.
/// </summary>
internal static class WinningChances
{
    /// <summary>The chances of those that have any, by architecture.</summary>
    public static Dictionary<int, double> Of(SeedColumns columns)
    {
        // Whoever is above this for certain beats all that never are.
        double floor = double.NegativeInfinity;
        for (int architecture = 0; architecture < columns.Count; architecture++)
            floor = double.Max(floor, Least(columns[architecture]));
        int[] rivals = [.. Enumerable.Range(0, columns.Count).Where(architecture => Greatest(columns[architecture]) >= floor)];
        Dictionary<int, double> chances = [];
        foreach (int own in rivals)
        {
            double chance = 0;
            foreach ((_, double accuracy) in columns[own])
            {
                double all = 1;
                foreach (int other in rivals)
                    if (other != own)
                        all *= Below(columns[other], accuracy, orEqual: other > own);
                chance += all / columns[own].Length;
            }
            if (chance > 0)
                chances[own] = chance;
        }
        return chances;
    }

    private static double Least(ReadOnlySpan<(long, double Accuracy)> trainings)
    {
        double least = trainings.Length == 0 ? double.NegativeInfinity : double.PositiveInfinity;
        foreach ((_, double accuracy) in trainings)
            least = double.Min(least, accuracy);
        return least;
    }

    private static double Greatest(ReadOnlySpan<(long, double Accuracy)> trainings)
    {
        double greatest = double.NaN;
        foreach ((_, double accuracy) in trainings)
            greatest = double.MaxNumber(greatest, accuracy);
        return greatest;
    }

    private static double Below(ReadOnlySpan<(long, double Accuracy)> trainings, double value, bool orEqual)
    {
        int below = 0;
        foreach ((_, double accuracy) in trainings)
            below += accuracy < value || (orEqual && accuracy == value) ? 1 : 0;
        return (double)below / trainings.Length;
    }
}
