using NatsBench.Fast.Model;

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

    /// <summary>
    /// True for batch normalisations that take mean and variance from the images of the run, as PyTorch's do while a module is in training; running
    /// statistics count for nothing, and no normalisation is folded. What such a network gives for an image depends on the others of its batch.
    /// </summary>
    public bool BatchStatistics { get; init; }

    /// <summary>
    /// True for a network in float16: weights, and all between input and outputs, which stay float32. Numbers beyond 65,504 are refused.
    /// </summary>
    public bool Half { get; init; }

    /// <summary>
    /// Where images are given as pixels, uint8: how they are normalised, in float32 and to the last bit as in training. Null where they are given
    /// normalised, as float32.
    /// </summary>
    public ImageStatistics? Preprocessing { get; init; }

    /// <summary>
    /// True for a third output, <c>kernel</c> [N, N] float32: how many activations two images of the batch share, which is the kernel of NASWOT
    /// (Mellor et al., "Neural Architecture Search without Training", ICML 2021, as its published code counts it). Each ReLU of the network says of each number
    /// that it is given whether it is above 0; the kernel counts the places where both images agree, over all ReLUs: the one of each convolution of a
    /// cell or reduction, though several have one input, and the last one. Counts are exact up to 2^23.
    /// </summary>
    public bool WithKernel { get; init; }
}
