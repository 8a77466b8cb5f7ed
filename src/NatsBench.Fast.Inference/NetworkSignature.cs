namespace NatsBench.Fast.Inference;

/// <summary>What a network takes and gives.</summary>
/// <param name="Element">What the numbers of its images are.</param>
/// <param name="Channels">Planes of an image: 3.</param>
/// <param name="Rows">Rows of an image, such as 32.</param>
/// <param name="Columns">Columns of an image.</param>
/// <param name="Classes">Logits for an image.</param>
/// <param name="Features">Features for an image, the vector that is classified; 0 where the model does not give them.</param>
/// <param name="FixedBatch">The number of images that every run of the model has; null where any will do.</param>
/// <param name="HasKernel">Whether a run gives the kernel of NASWOT as well.</param>
public sealed record NetworkSignature(ImageElement Element, int Channels, int Rows, int Columns, int Classes, int Features, int? FixedBatch, bool HasKernel)
{
    /// <summary>Numbers of one image.</summary>
    public int ImageLength => Channels * Rows * Columns;
}
