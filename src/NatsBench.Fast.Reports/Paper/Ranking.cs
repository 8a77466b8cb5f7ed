namespace NatsBench.Fast.Reports.Paper;

/// <summary>Orders of architectures as the paper's scripts make them.</summary>
internal static class Ranking
{
    /// <summary>The architectures that have a number in every column, ascending.</summary>
    public static int[] Common(params double[][] columns) =>
        [.. Enumerable.Range(0, columns[0].Length).Where(i => columns.All(column => !double.IsNaN(column[i])))];

    /// <summary>The rank of each of some architectures among them, from 0, the least value first, of equal ones the lower index.</summary>
    /// <param name="column">Values by index.</param>
    /// <param name="among">The architectures, ascending.</param>
    public static int[] Ascending(double[] column, int[] among)
    {
        int[] ranks = new int[among.Length];
        foreach ((int rank, int place) in Enumerable.Range(0, among.Length).OrderBy(place => column[among[place]]).Index())
            ranks[place] = rank;
        return ranks;
    }

    /// <summary>The architectures of the greatest values: pairs (value, index) in descending order, so that of equal ones the higher index comes first.</summary>
    /// <param name="column">Values by index; NaN is left out.</param>
    /// <param name="count">How many at most.</param>
    public static int[] Top(double[] column, int count) =>
        [.. Common(column).OrderByDescending(i => column[i]).ThenByDescending(i => i).Take(count)];

    /// <summary>The architecture of the greatest value, of equal ones the lowest index; null where there is none.</summary>
    public static int? Best(double[] column) => Scans.Scan.Best(column)?.Index;

    /// <summary>The values of some architectures.</summary>
    public static double[] Of(double[] column, int[] among) => [.. among.Select(i => column[i])];
}
