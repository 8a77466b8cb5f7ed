using NatsBench.Fast.Data.Files;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Data;

/// <summary>
/// Made-up images that a network learns in seconds, for a first look and for tests: each class has a colour and stripes of its own, under noise. Classes
/// are told apart after mirroring and moving too. Integers alone make them, so that a seed gives the same bytes everywhere.
/// </summary>
public static class MadeUpImages
{
    private const int Noise = 24;
    private const int StripeHeight = 24;

    // Five levels of each channel make 125 colours: more than there are classes, and the step between classes meets each once.
    private const int Levels = 5;
    private const int ColourStep = 37;

    /// <summary>Makes images; their classes go round, so that all are as frequent.</summary>
    /// <param name="dataset">Whose classes and sides they have: one of the official four.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">The noise; equal seeds give equal images. What a class looks like does not depend on it.</param>
    /// <exception cref="NatsBenchException">The dataset is none of the four.</exception>
    public static ImageSet Make(Dataset dataset, int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ImageStatistics images = ImageStatistics.Of(dataset);
        int side = images.Side, plane = side * side;
        byte[] pixels = new byte[checked(count * 3 * plane)];
        int[] labels = new int[count];
        SplitMix64 random = new(seed);
        for (int i = 0; i < count; i++)
        {
            int label = labels[i] = i % images.Classes, phase = random.NextIndex(side);
            bool isAcross = label % 2 == 0;
            int period = 2 << (label / 2 % 3);
            for (int channel = 0, code = label * ColourStep % (Levels * Levels * Levels); channel < 3; channel++, code /= Levels)
            {
                int colour = 32 + 48 * (code % Levels);
                Span<byte> target = pixels.AsSpan((i * 3 + channel) * plane, plane);
                for (int place = 0; place < plane; place++)
                {
                    int along = (isAcross ? place / side : place % side) + phase;
                    int stripe = along / period % 2 == 0 ? StripeHeight : -StripeHeight;
                    target[place] = (byte)int.Clamp(colour + stripe + random.NextIndex(2 * Noise + 1) - Noise, 0, byte.MaxValue);
                }
            }
        }
        return new ImageSet(pixels, labels, images.Classes, side);
    }

    /// <summary>Writes a made-up data set in the published format: its folder (such as <c>cifar-10-batches-py</c>) in another, with all its files.</summary>
    /// <param name="folder">The folder above; made where it is not there.</param>
    /// <param name="dataset">Whose format: one of the official four.</param>
    /// <param name="train">How many training images, at least one for each training file.</param>
    /// <param name="test">How many test images, at least 1.</param>
    /// <param name="seed">The noise.</param>
    /// <returns>The data set's folder.</returns>
    /// <exception cref="NatsBenchException">The data set's folder is there already, or cannot be written.</exception>
    public static string Write(string folder, Dataset dataset, int train, int test, ulong seed = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        PublishedPart trainPart = PublishedPart.Of(dataset, isTrain: true), testPart = PublishedPart.Of(dataset, isTrain: false);
        ArgumentOutOfRangeException.ThrowIfLessThan(train, trainPart.Files.Length);
        string inner = Path.Combine(folder, trainPart.Folder);
        if (Path.Exists(inner))
            throw new NatsBenchException($"{inner}: is there already, and published files may lie in it; choose another folder");
        try
        {
            Directory.CreateDirectory(inner);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{inner}: cannot be made ({e.Message.ReplaceLineEndings(" ")}); choose another place", e);
        }
        Write(inner, trainPart, Make(dataset, train, seed));
        Write(inner, testPart, Make(dataset, test, unchecked(seed + 0x6E6F_6973_65UL)));
        return inner;
    }

    private static void Write(string folder, PublishedPart part, ImageSet images)
    {
        for (int file = 0; file < part.Files.Length; file++)
        {
            int first = (int)((long)images.Count * file / part.Files.Length), end = (int)((long)images.Count * (file + 1) / part.Files.Length);
            int[] labels = [.. images.Labels[first..end].ToArray().Select(label => label + part.FirstLabel)];
            using AsideFile aside = new(Path.Combine(folder, part.Files[file].Name));
            aside.Write(ImagePickle.Write(images.Images(first, end - first), labels, part.LabelKey));
            aside.Commit([]);
        }
    }
}
