using NatsBench.Fast.OneShot.Engine;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Supernets;

/// <summary>
/// What one pass through a supernet goes by: whose weights, in which mode, which statistics move. Also the layers that all networks share.
/// </summary>
internal readonly ref struct Pass
{
    private const double NormMomentum = 0.1;
    private const double NormEpsilon = 1e-5;

    /// <summary>The weights by their views: trained ones, or constants where only the architecture learns.</summary>
    public required ReadOnlySpan<Tensor> Weights { get; init; }

    /// <summary>The statistics that are moved by training and read by evaluation; null moves none.</summary>
    public RunningStatistics? Statistics { get; init; }

    /// <summary>Training mode, or evaluation.</summary>
    public bool IsTraining { get; init; }

    /// <summary>Convolutions in bfloat16.</summary>
    public bool IsMixed { get; init; }

    /// <summary>Whether the channels of a pixel lie beside each other.</summary>
    public bool IsChannelsLast { get; init; }

    /// <summary>Whether 3x3 convolutions go by tiles, where they can: faster, and differentiated once.</summary>
    public bool IsTiled { get; init; }

    /// <summary>The images as the pass has them in memory, which everything that is computed from them follows.</summary>
    public Tensor Arrange(Tensor images) => IsChannelsLast ? images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2) : images;

    /// <summary>A convolution without bias.</summary>
    public Tensor Convolve(Tensor input, Tensor weight, long stride = 1)
    {
        if (IsTiled && !IsMixed && Convolution3x3.Suits(input, weight, stride))
            return Convolution3x3.Of(input, weight);
        long padding = weight.shape[^1] / 2;
        if (!IsMixed)
            return nn.functional.conv2d(input, weight, strides: [stride, stride], padding: [padding, padding]);
        return nn.functional.conv2d(input.to(ScalarType.BFloat16), weight.to(ScalarType.BFloat16), strides: [stride, stride], padding: [padding, padding])
            .to(ScalarType.Float32);
    }

    /// <summary>
    /// A convolution, then a batch normalisation by the batch alone: without parameters, or with a factor for each channel. The bias that
    /// the original's convolution has here is left out: the mean that is subtracted takes it away, and its gradient is zero.
    /// </summary>
    public Tensor ConvolveAndNormalise(Tensor input, Tensor weight, Tensor? factor = null, Tensor? shift = null) =>
        Normalise(Convolve(input, weight), factor, shift);

    /// <summary>A batch normalisation by the batch alone, in either mode.</summary>
    public static Tensor Normalise(Tensor input, Tensor? factor = null, Tensor? shift = null) =>
        nn.functional.batch_norm(input, null, null, factor, shift, training: true, NormMomentum, NormEpsilon);

    /// <summary>A batch normalisation with parameters and running statistics.</summary>
    public Tensor Normalise(Tensor input, in TrackedNorm norm)
    {
        if (Statistics is not { } statistics)
            return nn.functional.batch_norm(input, null, null, Weights[norm.Weight], Weights[norm.Bias], training: true, NormMomentum, NormEpsilon);
        RunningStatistics.Entry entry = statistics.Entries[norm.Statistics];
        if (IsTraining)
            entry.Batches++;
        return nn.functional.batch_norm(input, entry.Mean, entry.Variance, Weights[norm.Weight], Weights[norm.Bias], IsTraining, NormMomentum, NormEpsilon);
    }

    /// <summary>The first channels of <see cref="Normalise(Tensor, in TrackedNorm)"/>; the statistics of the others move as well.</summary>
    /// <param name="input">What the convolution before it reads.</param>
    /// <param name="weight">The convolution's weight, all rows.</param>
    /// <param name="norm">The normalisation.</param>
    /// <param name="channels">How many channels are wanted.</param>
    public Tensor ConvolveAndNormalise(Tensor input, Tensor weight, in TrackedNorm norm, long channels)
    {
        long all = weight.shape[0];
        if (channels == all)
            return Normalise(Convolve(input, weight), norm);
        Tensor factor = Weights[norm.Weight].narrow(0, 0, channels), shift = Weights[norm.Bias].narrow(0, 0, channels);
        Tensor output = Convolve(input, weight.narrow(0, 0, channels));
        if (Statistics is not { } statistics)
            return nn.functional.batch_norm(output, null, null, factor, shift, training: true, NormMomentum, NormEpsilon);
        RunningStatistics.Entry entry = statistics.Entries[norm.Statistics];
        if (IsTraining)
        {
            entry.Batches++;
            using IDisposable constant = no_grad();
            Tensor rest = Convolve(input, weight.narrow(0, channels, all - channels));
            nn.functional.batch_norm(
                rest, entry.Mean.narrow(0, channels, all - channels), entry.Variance.narrow(0, channels, all - channels), null, null, training: true, NormMomentum, NormEpsilon);
        }
        return nn.functional.batch_norm(
            output, entry.Mean.narrow(0, 0, channels), entry.Variance.narrow(0, 0, channels), factor, shift, IsTraining, NormMomentum, NormEpsilon);
    }

    /// <summary>Average pooling over 3x3 pixels, padding left out of the mean.</summary>
    public static Tensor Pool(Tensor input) => nn.functional.avg_pool2d(input, 3, 1, 1, count_include_pad: false);

    /// <summary>Average pooling over 2x2 pixels, every second one.</summary>
    public static Tensor Halve(Tensor input) => nn.functional.avg_pool2d(input, 2, 2, 0);
}
