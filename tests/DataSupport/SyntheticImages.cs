using System.Formats.Tar;
using System.IO.Compression;
using NatsBench.Fast.Data.Files;

namespace NatsBench.Fast.DataSupport;

/// <summary>Small data sets in the formats of the published ones: pickles of protocol 2 as Python 2 wrote them, of random images.</summary>
internal static class SyntheticImages
{
    /// <summary>The files of CIFAR-10, in the folder <c>cifar-10-batches-py</c> of another.</summary>
    public static string WriteCifar10(string folder, int perBatch, int test, int seed = 1)
    {
        string inner = Directory.CreateDirectory(Path.Combine(folder, "cifar-10-batches-py")).FullName;
        for (int i = 1; i <= 5; i++)
            Write(inner, $"data_batch_{i}", Random(perBatch, side: 32, firstLabel: 0, labels: 10, seed + i), "labels");
        Write(inner, "test_batch", Random(test, side: 32, firstLabel: 0, labels: 10, seed), "labels");
        return inner;
    }

    /// <summary>The files of CIFAR-100, in the folder <c>cifar-100-python</c> of another.</summary>
    public static string WriteCifar100(string folder, int train, int test, int seed = 1)
    {
        string inner = Directory.CreateDirectory(Path.Combine(folder, "cifar-100-python")).FullName;
        Write(inner, "train", Random(train, side: 32, firstLabel: 0, labels: 100, seed + 1), "fine_labels");
        Write(inner, "test", Random(test, side: 32, firstLabel: 0, labels: 100, seed), "fine_labels");
        return inner;
    }

    /// <summary>The files of ImageNet16 with its 1,000 classes, in the folder <c>ImageNet16</c> of another.</summary>
    public static string WriteImageNet16(string folder, int perBatch, int test, int seed = 1)
    {
        string inner = Directory.CreateDirectory(Path.Combine(folder, "ImageNet16")).FullName;
        for (int i = 1; i <= 10; i++)
            Write(inner, $"train_data_batch_{i}", Random(perBatch, side: 16, firstLabel: 1, labels: 1000, seed + i), "labels");
        // A good part of the test images is of the first 120 classes.
        Write(inner, "val_data", Random(test, side: 16, firstLabel: 1, labels: 150, seed), "labels");
        return inner;
    }

    /// <summary>Random pixels and labels.</summary>
    public static (byte[] Pixels, int[] Labels) Random(int count, int side, int firstLabel, int labels, int seed)
    {
        Random random = new(seed);
        byte[] pixels = new byte[count * 3 * side * side];
        random.NextBytes(pixels);
        return (pixels, [.. Enumerable.Range(0, count).Select(_ => firstLabel + random.Next(labels))]);
    }

    /// <summary>One file as Python 2 pickles it.</summary>
    public static byte[] Pickle(ReadOnlySpan<byte> pixels, ReadOnlySpan<int> labels, string labelKey) => ImagePickle.Write(pixels, labels, labelKey);

    /// <summary>Packs a folder, as <c>tar cf</c> or <c>tar czf</c> does.</summary>
    public static string Pack(string folder, string archive)
    {
        using FileStream file = File.Create(archive);
        using Stream stream = archive.EndsWith("gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        TarFile.CreateFromDirectory(folder, stream, includeBaseDirectory: true);
        return archive;
    }

    private static void Write(string folder, string name, (byte[] Pixels, int[] Labels) images, string labelKey) =>
        File.WriteAllBytes(Path.Combine(folder, name), Pickle(images.Pixels, images.Labels, labelKey));
}
