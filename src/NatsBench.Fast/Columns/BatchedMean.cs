namespace NatsBench.Fast.Columns;

/// <summary>
/// How the original training code averages accuracies: each batch's percentage is a float32, <c>correct · (100 / size)</c>, weighted
/// with its size and added in double precision. Whole batches of 256 come out exact, so only the last, shorter one leaves a trace.
/// </summary>
internal readonly struct BatchedMean
{
    private const int BatchSize = 256;

    public BatchedMean(int images)
    {
        Images = images;
        LastSize = images % BatchSize is > 0 and var rest ? rest : BatchSize;
        LastShare = (float)(100.0 / LastSize);
    }

    /// <summary>Images in all.</summary>
    public int Images { get; }

    /// <summary>Images in the last batch.</summary>
    public int LastSize { get; }

    /// <summary>What one image of the last batch counts, in percent of it.</summary>
    public float LastShare { get; }

    /// <summary>The mean in percent when <paramref name="correct"/> images are, <paramref name="ofLast"/> of them in the last batch.</summary>
    public double Of(long correct, long ofLast) =>
        (100.0 * (correct - ofLast) + (double)(ofLast * LastShare) * LastSize) / Images;
}
