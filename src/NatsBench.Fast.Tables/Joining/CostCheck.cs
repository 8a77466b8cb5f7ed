using NatsBench.Fast.Model;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Joining;

/// <summary>
/// Parameters and FLOPs in a source tell whether its keys were understood: cells of one cost by formula have one there too, and cells of a
/// higher cost a higher one, whatever the data set and the unit. A few of the official records have another network's cost, so a few may
/// differ; of FLOPs every counter has its own idea, and their order alone tells.
/// </summary>
internal static class CostCheck
{
    private const double MostOdd = 0.02;
    private const double Precision = 1e-6;
    private const int MostGroups = 2048;

    /// <exception cref="NatsBenchException">The costs are those of other architectures.</exception>
    public static void Require(SourceFile file, SourceColumn column, NatsBenchmark benchmark, int[] indices)
    {
        if (column.Description.Quantity is not ("params" or "flops"))
            return;
        Dictionary<long, List<(double Value, int Row)>> groups = [];
        foreach ((int row, double value) in column.Numbers)
            if (double.IsFinite(value))
            {
                NetworkCost cost = NetworkCost.Of(benchmark.Architecture(indices[row]), Dataset.Cifar10);
                long formula = column.Description.Quantity == "params" ? cost.Parameters : cost.MultiplyAdds;
                if (!groups.TryGetValue(formula, out List<(double, int)>? group))
                    groups.Add(formula, group = []);
                group.Add((value, row));
            }
        (double Middle, int Rows)[] ascending = [.. groups.OrderBy(pair => pair.Key).Select(pair => Middle(pair.Value))];
        int all = groups.Values.Sum(group => group.Count);
        int odd = column.Description.Quantity == "flops" ? 0 : groups.Values.Zip(groups.Values.Select(Middle)).Sum(pair => pair.First.Count(one => double.Abs(one.Value - pair.Second.Middle) > Precision * double.Abs(pair.Second.Middle)));
        if (odd > MostOdd * all || Inverted(ascending) > MostOdd)
            throw file.Fault(
                $"{column.Description.Quantity} are not those of the architectures that the keys name, such as {column.Numbers[0].Value:R} of {indices[column.Numbers[0].Row]}: keys are in another order or of another kind; --key says which");
    }

    private static (double Middle, int Rows) Middle(List<(double Value, int Row)> group)
    {
        double[] ordered = [.. group.Select(one => one.Value).Order()];
        return (ordered[ordered.Length / 2], ordered.Length);
    }

    // The share of pairs of rows whose order is the wrong one; of very many groups some are enough.
    private static double Inverted((double Middle, int Rows)[] ascending)
    {
        int step = (ascending.Length / MostGroups) + 1;
        double wrong = 0, pairs = 0;
        for (int i = 0; i < ascending.Length; i += step)
            for (int j = i + step; j < ascending.Length; j += step)
            {
                double weight = (double)ascending[i].Rows * ascending[j].Rows;
                pairs += weight;
                wrong += ascending[i].Middle >= ascending[j].Middle ? weight : 0;
            }
        return pairs > 0 ? wrong / pairs : 0;
    }
}
