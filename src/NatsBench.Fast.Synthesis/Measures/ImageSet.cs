namespace NatsBench.Fast.Synthesis.Measures;

/// <summary>
/// A set of images as the official training code averages over it: batch by batch, 256 images each and one short batch at
/// the end, a float32 a batch, summed in double. Every accuracy and loss of a real archive has the form computed here.
/// </summary>
/// <param name="Name">The official name: <c>train</c>, <c>x-valid</c>, <c>x-test</c> or <c>ori-test</c>.</param>
/// <param name="Images">Number of images.</param>
internal sealed record ImageSet(string Name, int Images)
{
    private const int BatchSize = 256;

    /// <summary>Images in the short batch at the end; no official set is a multiple of 256.</summary>
    public int LastBatch => Images % BatchSize;

    /// <summary>Number of batches.</summary>
    public int Batches => Images / BatchSize + 1;

    /// <summary>
    /// The stored accuracy, percent: a full batch of 256 adds exactly 100 for each correct image, the last one its count times
    /// a float32 share. The total and the last batch's count therefore determine every bit.
    /// </summary>
    /// <param name="correct">Correct images, all batches.</param>
    /// <param name="correctInLast">Correct images in the last batch.</param>
    public double Accuracy(int correct, int correctInLast)
    {
        float last = correctInLast * (float)(100.0 / LastBatch);
        return ((correct - correctInLast) * 100.0 + (double)last * LastBatch) / Images;
    }

    /// <summary>
    /// The stored loss nearest to a mean: full batches add multiples of 256 units in the last place of the smallest of their float32 losses, the last one its
    /// own float32 times its size; all sums are exact, so the loss is an integer over (images · 2^k).
    /// </summary>
    /// <param name="mean">The mean to come near, positive.</param>
    /// <param name="lastMean">Mean loss of the last batch, positive.</param>
    public double Loss(double mean, double lastMean)
    {
        double last = (double)(float)lastMean * LastBatch;
        // The easiest of the batches lies some tenths below the mean; 23 bits of fraction, 8 of them eaten by the batch size.
        int exponent = Math.ILogB(mean * 0.8) - 23 + 8;
        double unit = BitConverter.Int64BitsToDouble((long)(1023 + exponent) << 52);
        double full = Math.Max(1, Math.Floor((mean * Images - last) / unit)) * unit;
        return (full + last) / Images;
    }
}
