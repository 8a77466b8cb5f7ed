using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Intervals;

/// <summary>Samples pooled in ascending order, each remembering where its values are.</summary>
internal sealed class Strata
{
    public Strata(IReadOnlyList<double[]> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Count == 0)
            throw new ArgumentException("a bootstrap needs at least one sample", nameof(samples));
        foreach (double[] sample in samples)
            Require.Finite(sample, nameof(samples));
        Ordered = [.. samples.SelectMany(sample => sample)];
        int[] from = [.. samples.SelectMany((sample, stratum) => Enumerable.Repeat(stratum, sample.Length))];
        Array.Sort(Ordered, from);
        Places = [.. samples.Select((_, stratum) => Enumerable.Range(0, from.Length).Where(place => from[place] == stratum).ToArray())];
    }

    /// <summary>The values of all, ascending.</summary>
    public double[] Ordered { get; }

    /// <summary>For each sample the places of its values in <see cref="Ordered"/>, ascending.</summary>
    public int[][] Places { get; }
}
