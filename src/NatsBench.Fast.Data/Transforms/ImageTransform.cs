using NatsBench.Fast.Model;

namespace NatsBench.Fast.Data.Transforms;

/// <summary>
/// What images go through before a network is given them. Immutable; any number of threads may call, each with a generator of its own.
/// </summary>
public sealed class ImageTransform
{
    private const int Channels = 3;
    private const int Values = byte.MaxValue + 1;

    private readonly int _side;
    private readonly float[] _normalised;

    /// <summary>The transforms of a dataset.</summary>
    /// <param name="images">How its images are.</param>
    public ImageTransform(ImageStatistics images)
    {
        ArgumentNullException.ThrowIfNull(images);
        _side = images.Side;
        Padding = _side / 8;
        _normalised = images.Normalised();
    }

    /// <summary>How far a training image may be moved, in pixels: 4 of 32, 2 of 16.</summary>
    public int Padding { get; }

    private int Plane => _side * _side;

    /// <summary>The evaluation's transform: divided by 255, less the mean, by the standard deviation, as torchvision computes it to the last bit.</summary>
    /// <param name="images">Whole images.</param>
    /// <param name="destination">As many numbers as there are pixels, in the same order: [images, 3, side, side].</param>
    public void Normalise(ReadOnlySpan<byte> images, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(images.Length % (Channels * Plane), 0, nameof(images));
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, images.Length, nameof(destination));
        for (int start = 0; start < images.Length; start += Plane)
        {
            ReadOnlySpan<byte> pixels = images.Slice(start, Plane);
            Span<float> numbers = destination.Slice(start, Plane);
            ReadOnlySpan<float> table = _normalised.AsSpan(start / Plane % Channels * Values, Values);
            for (int i = 0; i < pixels.Length; i++)
                numbers[i] = table[pixels[i]];
        }
    }

    /// <summary>
    /// The training's augmentation, before it is normalised: mirrored with probability 1/2, then moved by up to <see cref="Padding"/> pixels each way, black
    /// where nothing was (torchvision's <c>RandomHorizontalFlip</c> and <c>RandomCrop</c>, draw for draw: 0.8 and later draw from PyTorch's generator).
    /// </summary>
    /// <param name="image">One image.</param>
    /// <param name="destination">Receives another of the same size; it does not overlap.</param>
    /// <param name="generator">Three numbers are drawn from it.</param>
    public void Augment(ReadOnlySpan<byte> image, Span<byte> destination, TorchGenerator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentOutOfRangeException.ThrowIfNotEqual(image.Length, Channels * Plane, nameof(image));
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, image.Length, nameof(destination));
        bool isMirrored = generator.NextSingle() < 0.5f;
        int down = generator.NextBelow(2 * Padding + 1) - Padding, right = generator.NextBelow(2 * Padding + 1) - Padding;
        destination.Clear();
        int firstRow = int.Max(0, -down), lastRow = int.Min(_side, _side - down);
        int firstColumn = int.Max(0, -right), columns = int.Min(_side, _side - right) - firstColumn;
        for (int channel = 0; channel < Channels; channel++)
            for (int row = firstRow; row < lastRow; row++)
            {
                ReadOnlySpan<byte> source = image.Slice(channel * Plane + (row + down) * _side, _side);
                Span<byte> target = destination.Slice(channel * Plane + row * _side + firstColumn, columns);
                if (isMirrored)
                {
                    source.Slice(_side - firstColumn - right - columns, columns).CopyTo(target);
                    target.Reverse();
                }
                else
                    source.Slice(firstColumn + right, columns).CopyTo(target);
            }
    }
}
