using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using NatsBench.Fast.Data;
using NatsBench.Fast.Data.Transforms;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Evaluations.Scores;

/// <summary>The minibatch that untrained networks are shown, normalised, and where it came from. Immutable.</summary>
public sealed class ScoreImages
{
    private const int Channels = 3;

    private readonly float[] _pixels;

    private ScoreImages(float[] pixels, int side, string source)
    {
        int place = pixels.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (place >= 0)
            throw new NatsBenchException(string.Create(
                CultureInfo.InvariantCulture, $"{source}: number {place % (Channels * side * side)} of image {place / (Channels * side * side)} is {pixels[place]}; images are finite numbers"));
        (_pixels, Side, Source) = (pixels, side, source);
    }

    /// <summary>Rows and columns of an image.</summary>
    public int Side { get; }

    /// <summary>How many images there are.</summary>
    public int Count => _pixels.Length / (Channels * Side * Side);

    /// <summary>All images, [images, 3, side, side], normalised.</summary>
    public ReadOnlySpan<float> Pixels => _pixels;

    /// <summary>Where they came from, in words.</summary>
    public string Source { get; }

    /// <summary>16 hexadecimal digits that tell batches apart: XXH3 of the pixels, little-endian.</summary>
    public string Digest
    {
        get
        {
            XxHash3 hash = new();
            Span<byte> bytes = stackalloc byte[sizeof(float)];
            if (BitConverter.IsLittleEndian)
                hash.Append(MemoryMarshal.AsBytes<float>(_pixels));
            else
                foreach (float pixel in _pixels)
                {
                    BinaryPrimitives.WriteSingleLittleEndian(bytes, pixel);
                    hash.Append(bytes);
                }
            return hash.GetCurrentHashAsUInt64().ToString("x16", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Images that are given.</summary>
    /// <param name="pixels">[images, 3, side, side], normalised as the networks are to see them.</param>
    /// <param name="side">Rows and columns of an image.</param>
    /// <param name="source">Where they came from, in words.</param>
    /// <exception cref="NatsBenchException">There is none, they are no whole images, or a number is not finite.</exception>
    public static ScoreImages Of(ReadOnlySpan<float> pixels, int side, string source)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        ArgumentNullException.ThrowIfNull(source);
        return pixels.Length > 0 && pixels.Length % (Channels * side * side) == 0
            ? new ScoreImages(pixels.ToArray(), side, source)
            : throw new NatsBenchException($"{source}: {pixels.Length} numbers are no images of {Channels} x {side} x {side}");
    }

    /// <summary>Images of a set, drawn without putting back, normalised and not augmented.</summary>
    /// <param name="images">The set.</param>
    /// <param name="dataset">How its images are normalised.</param>
    /// <param name="count">How many are drawn.</param>
    /// <param name="seed">Which: the same seed draws the same.</param>
    /// <param name="source">What the set is called.</param>
    /// <exception cref="NatsBenchException">The set has fewer, or images of another side than the dataset's.</exception>
    public static ScoreImages Draw(ImageSet images, Dataset dataset, int count, long seed, string source)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ImageStatistics statistics = ImageStatistics.Of(dataset);
        if (images.Side != statistics.Side)
            throw new NatsBenchException($"{source}: has images of {images.Side}x{images.Side} pixels; those of {dataset} have {statistics.Side}x{statistics.Side}");
        if (images.Count < count)
            throw new NatsBenchException($"{source}: has {images.Count} images; a batch of {count} needs as many");
        int[] indices = [.. Enumerable.Range(0, images.Count)];
        SplitMix64 random = new(unchecked((ulong)seed));
        for (int i = 0; i < count; i++)
        {
            int other = i + random.NextIndex(indices.Length - i);
            (indices[i], indices[other]) = (indices[other], indices[i]);
        }
        return new ScoreImages(
            Normalised(images.Select(indices.AsSpan(0, count)).Pixels, statistics), statistics.Side, $"{count} images of {source}, drawn with seed {seed}");
    }

    /// <summary>Images that show nothing: every pixel uniform in 0 to 255, normalised as those of a dataset. For where the real ones are not at hand.</summary>
    /// <param name="dataset">How large they are and how they are normalised.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Which: the same seed makes the same.</param>
    public static ScoreImages Noise(Dataset dataset, int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ImageStatistics statistics = ImageStatistics.Of(dataset);
        byte[] pixels = new byte[checked(count * Channels * statistics.Side * statistics.Side)];
        SplitMix64 random = new(unchecked((ulong)seed));
        foreach (ref byte pixel in pixels.AsSpan())
            pixel = (byte)random.NextIndex(byte.MaxValue + 1);
        return new ScoreImages(Normalised(pixels, statistics), statistics.Side, $"{count} images of uniform noise, seed {seed}");
    }

    private static float[] Normalised(ReadOnlySpan<byte> pixels, ImageStatistics statistics)
    {
        float[] numbers = new float[pixels.Length];
        new ImageTransform(statistics).Normalise(pixels, numbers);
        return numbers;
    }
}
