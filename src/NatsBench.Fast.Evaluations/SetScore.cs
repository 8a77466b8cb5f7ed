namespace NatsBench.Fast.Evaluations;

/// <summary>How a network did on a set of images.</summary>
/// <param name="Images">Number of images.</param>
/// <param name="Top1">Images whose class has the largest logit.</param>
/// <param name="Top5">Images whose class has one of the five largest logits; all images where there are no more than five classes.</param>
/// <param name="Loss">Mean cross-entropy, in double precision from single-precision logits; 0 for no images.</param>
public readonly record struct SetScore(int Images, int Top1, int Top5, double Loss)
{
    /// <summary>Top-1 accuracy in percent; NaN for no images.</summary>
    public double Top1Percent => 100.0 * Top1 / Images;

    /// <summary>Top-5 accuracy in percent; NaN for no images.</summary>
    public double Top5Percent => 100.0 * Top5 / Images;
}
