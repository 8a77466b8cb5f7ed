using System.Globalization;

namespace NatsBench.Fast.Search.Oracle;

public sealed partial class TableOracle
{
    /// <summary>How many architectures the limits leave; null where there are none.</summary>
    public LimitCounts? LimitCounts { get; }

    // Whoever lacks a number is avoided whatever the limits; of the others those that do not keep them all are avoided too.
    private LimitCounts Exclude(bool[] isServed, IReadOnlyList<Limit> limits)
    {
        double[][] columns = [.. limits.Select(limit => limit.Quantity.Values(_bench, _dataset, SettingOf(Fidelities.Full)))];
        int[] served = [.. Enumerable.Range(0, isServed.Length).Where(architecture => isServed[architecture])];
        int within = 0;
        foreach (int architecture in served)
        {
            bool keeps = true;
            for (int i = 0; i < columns.Length; i++)
                keeps &= limits[i].Admits(columns[i][architecture]);
            isServed[architecture] = keeps;
            within += keeps ? 1 : 0;
        }
        if (served.Length > 0 && within == 0)
            throw new NatsBenchException(
                $"{_bench.Path}: no architecture is within the limits of a search on {_dataset}: {string.Join("; ", limits.Select((limit, i) => $"{limit} ({Range(columns[i], served)})"))}");
        return new LimitCounts(limits, within, served.Length - within);
    }

    private static string Range(double[] column, int[] served)
    {
        double[] known = [.. served.Select(architecture => column[architecture]).Where(value => !double.IsNaN(value))];
        return known.Length == 0 ? "none has a number" : string.Create(CultureInfo.InvariantCulture, $"there are {known.Min():G6} to {known.Max():G6}");
    }
}
