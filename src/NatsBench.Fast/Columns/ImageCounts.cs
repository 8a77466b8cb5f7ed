using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Columns;

/// <summary>What the numbers of a block are when they were averaged over n images.</summary>
internal interface IImageTest
{
    /// <summary>Whether a number is such a mean.</summary>
    static abstract bool Fits(double value, int images);

    /// <summary>The first n from a number on, and below a limit, that cannot be ruled out at a glance; the limit if all can.</summary>
    /// <param name="one">A number; an n is ruled out when neither this nor the other fits.</param>
    /// <param name="other">Another, or the same.</param>
    /// <param name="images">Where to begin.</param>
    /// <param name="limit">Where to stop.</param>
    static abstract int SkipTo(double one, double other, int images, int limit);
}

/// <summary>Finds n, the number of images that the numbers of a block were averaged over, from the numbers alone.</summary>
internal static class ImageCounts
{
    private const int MaxImages = 1 << 18;
    private const int SampleSize = 24;

    // The official sets, tried first; any other number is found by trying all.
    private static readonly int[] Official = [3_000, 5_000, 6_000, 10_000, 25_000, 50_000, 151_700];

    /// <summary>The first n for which the sampled numbers pass a test, all but a few strangers, or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Find<TTest>(ReadOnlySpan<double> cells)
        where TTest : IImageTest
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
            if (Fit<TTest>(sample, images))
                return images;
        // Two misses are more than any sample may have, one is too many for a small one.
        double other = sample[StrangersAmong(size)];
        for (int images = 0; (images = TTest.SkipTo(sample[0], other, images + 1, MaxImages + 1)) <= MaxImages;)
            if (Fit<TTest>(sample, images))
                return images;
        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Fit<TTest>(ReadOnlySpan<double> sample, int images)
        where TTest : IImageTest
    {
        int strangersLeft = StrangersAmong(sample.Length);
        foreach (double value in sample)
            if (!TTest.Fits(value, images) && --strangersLeft < 0)
                return false;
        return true;
    }

    // One in 24: enough for a hole of NaNs, too few for half of n to pass for n.
    private static int StrangersAmong(int sampleSize) => sampleSize / SampleSize;
}
