using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Oracle;

public sealed partial class TableOracle
{
    /// <summary>The most stored seeds that a longest training has.</summary>
    internal int MostSeeds => Enumerable.Range(0, _bench.Count).Max(View(Fidelities.Full).RunCount);

    /// <summary>The draws in parts from 0 to 1, ascending: all of one part answer with the same stored seeds.</summary>
    internal IEnumerable<(double From, double To)> Draws()
    {
        if (Seeds == SeedPolicy.Mean)
            return [(0, 1)];
        // Between two neighbouring fractions i/s.
        double[] fractions = [.. Enumerable.Range(1, MostSeeds).SelectMany(s => Enumerable.Range(0, s + 1).Select(i => (double)i / s)).Distinct().Order()];
        return fractions.Zip(fractions.Skip(1));
    }

    /// <summary>The middle of the draws of a part.</summary>
    internal static uint Middle((double From, double To) draws) => (uint)((draws.From + draws.To) / 2 * (1L << 32));

    /// <summary>The best reward that the longest training of each architecture can give, over its stored seeds, in percent; NaN for those that are not proposed.</summary>
    public double[] BestRewards() => BestRewardsOf(this);

    /// <summary>As <see cref="BestRewards"/>, of an oracle that hands its draws on to this one.</summary>
    /// <param name="oracle">The oracle.</param>
    public double[] BestRewardsOf(IOracle oracle)
    {
        ArgumentNullException.ThrowIfNull(oracle);
        double[] rewards = new double[oracle.Space.Count];
        Array.Fill(rewards, double.NaN);
        foreach (uint draw in Draws().Select(Middle))
            foreach (int architecture in oracle.Space.Allowed)
                rewards[architecture] = double.MaxNumber(rewards[architecture], oracle.Evaluate(architecture, oracle.Fidelities.Full, draw).Accuracy);
        return rewards;
    }

    /// <summary>The reported accuracies of the benchmark; where cells are collapsed to means, the mean over each class.</summary>
    /// <param name="dataset"><c>cifar10</c>, <c>cifar100</c>, <c>ImageNet16-120</c> or another of the file.</param>
    /// <exception cref="NatsBenchException">The file lacks an accuracy of an architecture that may be proposed.</exception>
    public ReportTable Report(Dataset dataset)
    {
        ReportColumns columns = ReportColumns.Read(_bench, dataset);
        double[] valid = OverMembers(columns.Valid), test = OverMembers(columns.Test);
        foreach (int architecture in Space.Allowed)
            if (!double.IsFinite(valid[architecture]) || !double.IsFinite(test[architecture]))
                throw new NatsBenchException($"{_bench.Path}: architecture {architecture} has no full training on {dataset} to report");
        return new ReportTable(dataset, valid, test, Space.Allowed);
    }

    // A column of architectures, or its means over the members of each class; NaN for cells that stand for none.
    private double[] OverMembers(ReadOnlySpan<double> column)
    {
        double[] own = column.ToArray();
        for (int architecture = 0; _members is not null && architecture < own.Length; architecture++)
        {
            double sum = 0;
            foreach (int member in _members[architecture])
                sum += column[member];
            own[architecture] = sum / _members[architecture].Length;
        }
        return own;
    }
}
