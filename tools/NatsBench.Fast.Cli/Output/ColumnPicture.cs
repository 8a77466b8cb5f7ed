using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Layers;

namespace NatsBench.Fast.Cli.Output;

/// <summary>Scatters of columns.</summary>
internal static class ColumnPicture
{
    /// <summary>A scatter of the architectures that count, some of them marked.</summary>
    /// <param name="name">The name of its parts.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="x">What lies across.</param>
    /// <param name="y">What lies along.</param>
    /// <param name="marked">What marked architectures are called, and which they are, in the order of a line through them; null for none.</param>
    public static Picture Scatter(string name, string title, AskedColumn x, AskedColumn y, (string Name, IReadOnlyList<int> Architectures)? marked = null)
    {
        int[] there = [.. Enumerable.Range(0, x.Values.Length).Where(i => double.IsFinite(x.Values[i]) && double.IsFinite(y.Values[i]))];
        List<Layer> layers = [new PointLayer(marked is null ? Ink.Series(0) : Ink.Muted, [.. there.Select(i => x.Values[i])], [.. there.Select(i => y.Values[i])])];
        if (marked is var (what, members))
        {
            int[] drawn = [.. members.Where(i => double.IsFinite(x.Values[i]) && double.IsFinite(y.Values[i]))];
            layers.Add(new PointLayer(Ink.Series(1), [.. drawn.Select(i => x.Values[i])], [.. drawn.Select(i => y.Values[i])]) { Name = what });
        }
        return new Picture(
            name, title, $"Scatter of {there.Length} architectures: {y.Label} over {x.Label}{(marked is var (some, own) ? $"; marked: {some}, {own.Count} architectures" : "")}.",
            new PictureAxis(x.Label), new PictureAxis(y.Label), layers);
    }
}
