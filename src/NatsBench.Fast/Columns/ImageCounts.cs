namespace NatsBench.Fast.Columns;

/// <summary>Finds n, the number of images that the numbers of a block were averaged over, from the numbers alone.</summary>
internal static class ImageCounts
{
    private const int MaxImages = 1 << 18;
    private const int SampleSize = 24;

    // The official sets, tried first; any other number is found by trying all.
    private static readonly int[] Official = [3_000, 5_000, 6_000, 10_000, 25_000, 50_000, 151_700];

    /// <summary>The first n for which the sampled numbers pass a test, all but a few strangers, or 0.</summary>
    public static int Find(ReadOnlySpan<double> cells, Func<double, int, bool> fits)
    {
        Span<double> sample = stackalloc double[SampleSize];
        int size = 0;
        int step = int.Max(1, cells.Length / (4 * SampleSize));
        for (int i = 0; i < cells.Length && size < SampleSize; i += step)
            if (double.IsFinite(cells[i]) && cells[i] != 0)
                sample[size++] = cells[i];
        sample = sample[..size];
        if (size == 0)
            return 0;
        foreach (int images in Official)
            if (Fit(sample, images, fits))
                return images;
        for (int images = 1; images <= MaxImages; images++)
            if (Fit(sample, images, fits))
                return images;
        return 0;
    }

    private static bool Fit(ReadOnlySpan<double> sample, int images, Func<double, int, bool> fits)
    {
        // One in 24: enough for a hole of NaNs, too few for half of n to pass for n.
        int strangersLeft = sample.Length / SampleSize;
        foreach (double value in sample)
            if (!fits(value, images) && --strangersLeft < 0)
                return false;
        return true;
    }
}
