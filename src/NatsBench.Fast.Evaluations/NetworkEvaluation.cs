using NatsBench.Fast.Data;
using NatsBench.Fast.Data.Transforms;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Evaluations;

/// <summary>
/// Runs a network over images as the original does after training (AutoDL-Projects, <c>pure_evaluate</c> of <c>exps/NATS-Bench</c>): normalised, not
/// augmented, running statistics.
/// </summary>
public static class NetworkEvaluation
{
    /// <summary>Evaluates a network.</summary>
    /// <param name="runner">The network, ready to run.</param>
    /// <param name="images">The images.</param>
    /// <param name="statistics">How they are normalised, where the network does not do that itself.</param>
    /// <param name="name">What messages call the network.</param>
    /// <param name="progress">Told the share of the images that is done.</param>
    /// <param name="cancellation">Stops it between batches.</param>
    /// <exception cref="NatsBenchException">The network is one for other images, a logit is not finite, or the device refuses.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static SetScore Run(
        INetworkRunner runner, ImageSet images, ImageStatistics statistics, string name, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(statistics);
        NetworkSignature signature = runner.Signature;
        if ((signature.Rows, signature.Columns, signature.Classes) != (images.Side, images.Side, images.Classes))
            throw new NatsBenchException(
                $"{name}: takes images of {signature.Rows}x{signature.Columns} pixels and knows {signature.Classes} classes; these have {images.Side}x{images.Side} and {images.Classes}");
        ImageTransform transform = new(statistics);
        float[] singles = signature.Element == ImageElement.F16 ? new float[runner.Images<Half>().Length] : [];
        ScoreSum sum = new();
        for (int first = 0; first < images.Count;)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = int.Min(runner.Batch, images.Count - first);
            Write(runner, images.Images(first, count), transform, singles);
            runner.Run(count);
            sum.Add(runner.Logits[..(count * signature.Classes)], images.Labels.Slice(first, count), name);
            first += count;
            progress?.Report((double)first / images.Count);
        }
        return sum.Score;
    }

    private static void Write(INetworkRunner runner, ReadOnlySpan<byte> pixels, ImageTransform transform, float[] singles)
    {
        switch (runner.Signature.Element)
        {
            case ImageElement.U8:
                pixels.CopyTo(runner.Images<byte>());
                break;
            case ImageElement.F32:
                transform.Normalise(pixels, runner.Images<float>()[..pixels.Length]);
                break;
            default:
                Span<float> numbers = singles.AsSpan(0, pixels.Length);
                transform.Normalise(pixels, numbers);
                Span<Half> halves = runner.Images<Half>();
                for (int i = 0; i < numbers.Length; i++)
                    halves[i] = (Half)numbers[i];
                break;
        }
    }
}
