namespace NatsBench.Fast.Data;

/// <summary>
/// Images with their classes, as columns: all pixels in one piece, image by image, of each the red plane, the green and the blue, rows from top
/// to bottom. Whoever holds a set must not write to it; any number of threads may read.
/// </summary>
public sealed class ImageSet
{
    private readonly byte[] _pixels;
    private readonly int[] _labels;

    /// <summary>Creates a set.</summary>
    /// <param name="pixels">The pixels, 3 · side · side an image; kept, not copied.</param>
    /// <param name="labels">The class of each image, 0 to <paramref name="classes"/> - 1; kept, not copied.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="side">Rows and columns of an image, at least 1.</param>
    /// <param name="files">What the images were read from; none for images from elsewhere.</param>
    /// <exception cref="NatsBenchException">A label is no class.</exception>
    public ImageSet(byte[] pixels, int[] labels, int classes, int side, IReadOnlyList<ImageFile>? files = null)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, checked(labels.Length * 3 * side * side), nameof(pixels));
        for (int i = 0; i < labels.Length; i++)
            if ((uint)labels[i] >= (uint)classes)
                throw new NatsBenchException($"image {i} is of class {labels[i]}; there are classes 0 to {classes - 1}");
        (_pixels, _labels, Classes, Side, Files) = (pixels, labels, classes, side, files ?? []);
    }

    /// <summary>Number of images.</summary>
    public int Count => _labels.Length;

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Rows and columns of an image.</summary>
    public int Side { get; }

    /// <summary>Bytes of one image: 3 · side · side.</summary>
    public int ImageSize => 3 * Side * Side;

    /// <summary>All pixels.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>The class of each image.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>What the images were read from.</summary>
    public IReadOnlyList<ImageFile> Files { get; }

    /// <summary>The pixels of one image.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<byte> Image(int index) => Images(index, 1);

    /// <summary>The pixels of images that follow each other.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    public ReadOnlySpan<byte> Images(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - first);
        return _pixels.AsSpan(first * ImageSize, count * ImageSize);
    }

    /// <summary>Chosen images, copied.</summary>
    /// <param name="indices">Their places in this set.</param>
    public ImageSet Select(ReadOnlySpan<int> indices)
    {
        byte[] pixels = new byte[checked(indices.Length * ImageSize)];
        int[] labels = new int[indices.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            Image(indices[i]).CopyTo(pixels.AsSpan(i * ImageSize));
            labels[i] = _labels[indices[i]];
        }
        return new ImageSet(pixels, labels, Classes, Side, Files);
    }
}
