using NatsBench.Fast.Reports.Pictures.Layers;

namespace NatsBench.Fast.Reports.Pictures.Kinds;

/// <summary>A critical-difference diagram (Demšar, JMLR 2006): average ranks on one axis, bars over those that do not differ.</summary>
public static class CriticalDifferences
{
    private const double BarStep = 0.35, LabelStep = 0.8;

    /// <summary>The picture.</summary>
    /// <param name="name">The name of its files.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="names">The algorithms.</param>
    /// <param name="averageRanks">Their average ranks; 1 is the best there can be.</param>
    /// <param name="difference">The critical difference, in ranks.</param>
    /// <param name="groups">Groups of algorithms, by number, of which no two differ.</param>
    /// <param name="series">The numbers of their inks; null for their places.</param>
    public static Picture Of(
        string name, string title, IReadOnlyList<string> names, IReadOnlyList<double> averageRanks, double difference, IReadOnlyList<IReadOnlyList<int>> groups,
        IReadOnlyList<int>? series = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(averageRanks);
        ArgumentNullException.ThrowIfNull(groups);
        int[] order = [.. Enumerable.Range(0, names.Count).OrderBy(i => averageRanks[i])];
        int half = (names.Count + 1) / 2;
        double below = -(BarStep * (groups.Count + 1)), width = names.Count - 1, left = 1 - (0.3 * width), right = names.Count + (0.3 * width);
        List<Layer> layers = [];
        for (int i = 0; i < order.Length; i++)
        {
            // The better half is named to the left, the best on top; the others to the right, the worst on top.
            bool isLeft = i < half;
            double rank = averageRanks[order[i]], level = below - (LabelStep * (isLeft ? i : order.Length - 1 - i)), end = isLeft ? 1 - (0.03 * width) : names.Count + (0.03 * width);
            Ink ink = Ink.Series(series?[order[i]] ?? order[i]);
            layers.Add(new SegmentLayer(ink, (rank, 0), (rank, level)));
            layers.Add(new SegmentLayer(ink, (rank, level), (end, level)));
            layers.Add(new PointLayer(ink, [rank], [0]));
            layers.Add(new NoteLayer(Ink.Text, (end + (isLeft ? -0.02 : 0.02) * width, level), $"{names[order[i]]} {Words.Number(rank)}")
            {
                Anchor = isLeft ? NoteAnchor.End : NoteAnchor.Start,
            });
        }
        for (int i = 0; i < groups.Count; i++)
        {
            double level = -BarStep * (i + 1);
            double[] ranks = [.. groups[i].Select(algorithm => averageRanks[algorithm]).Order()];
            layers.Add(new SegmentLayer(Ink.Text, (ranks[0] - (0.01 * width), level), (ranks[^1] + (0.01 * width), level)) { Width = 5 });
        }
        layers.Add(new SegmentLayer(Ink.Text, (1, 0), (names.Count, 0)));
        for (int rank = 1; rank <= names.Count; rank++)
        {
            layers.Add(new SegmentLayer(Ink.Text, (rank, 0), (rank, 0.15)));
            layers.Add(new NoteLayer(Ink.Text, (rank, 0.5), Words.Number(rank)));
        }
        layers.Add(new SegmentLayer(Ink.Muted, (1, 1.1), (1 + difference, 1.1)) { Width = 3 });
        layers.Add(new NoteLayer(Ink.Text, (1 + (difference / 2), 1.55), $"critical difference {Words.Number(difference)}"));
        string bars = groups.Count == 0 ? "Every two of them differ." : $"No difference within: {string.Join("; ", groups.Select(group => string.Join(", ", group.Select(i => names[i]))))}.";
        return new Picture(
            name, title,
            $"Critical-difference diagram. Average ranks, 1 the best: {string.Join(", ", order.Select(i => $"{names[i]} {Words.Number(averageRanks[i])}"))}. Critical difference {Words.Number(difference)}. {bars}",
            new PictureAxis("") { IsHidden = true, Least = left, Greatest = right },
            new PictureAxis("") { IsHidden = true, Least = below - (LabelStep * half), Greatest = 2 }, layers)
        {
            PlotHeight = 100 + (28 * half) + (12 * groups.Count),
        };
    }
}
