namespace NatsBench.Fast.Models.Onnx;

/// <summary>How a network becomes a model.</summary>
public sealed record OnnxOptions
{
    /// <summary>Rows and columns of the images: 32 of the CIFAR data sets, 16 of ImageNet16-120. The batch is whatever it is given.</summary>
    public int ImageSide { get; init; } = 32;

    /// <summary>
    /// True for the model that runs fastest: batch normalisations are folded into the convolutions before them, in double precision, and
    /// what is known without an image is worked out: zeros, identities, whatever reaches no output. False for a step of the model for each step
    /// of the network, with all of its tensors under PyTorch's names.
    /// </summary>
    public bool FoldBatchNorm { get; init; } = true;
}
