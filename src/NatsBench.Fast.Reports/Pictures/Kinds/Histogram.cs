using NatsBench.Fast.Reports.Pictures.Layers;

namespace NatsBench.Fast.Reports.Pictures.Kinds;

/// <summary>How often values lie between even steps.</summary>
public static class Histogram
{
    /// <summary>The picture.</summary>
    /// <param name="name">The name of its files.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="axis">The axis of the values; logarithmic steps where it is logarithmic.</param>
    /// <param name="counted">What is counted, such as architectures.</param>
    /// <param name="edges">Where steps begin and end, one more than counts.</param>
    /// <param name="counts">How many values lie in each.</param>
    public static Picture Of(string name, string title, PictureAxis axis, string counted, IReadOnlyList<double> edges, IReadOnlyList<long> counts)
    {
        ArgumentNullException.ThrowIfNull(edges);
        ArgumentNullException.ThrowIfNull(counts);
        BarLayer bars = new(Ink.Series(0), edges, [.. counts.Select(count => (double)count)]);
        int most = counts.Count == 0 ? -1 : Enumerable.Range(0, counts.Count).MaxBy(i => counts[i]);
        string peak = most < 0 ? "" : $" The most, {counts[most]}, lie between {Words.Number(edges[most])} and {Words.Number(edges[most + 1])}.";
        return new Picture(
            name, title, $"Histogram of {counts.Sum()} {counted}; {axis?.Label}, from {Words.Number(edges[0])} to {Words.Number(edges[^1])}.{peak}", axis!,
            new PictureAxis(counted) { Least = 0 }, [bars]);
    }
}
