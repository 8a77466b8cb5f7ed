using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NatsBench.Fast.Data;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.OneShot.Data;

/// <summary>
/// The images of a search, as the original divides them: on cifar10 the halves of its training images; on cifar100 and ImageNet16-120 all training images and
/// <c>x-valid</c>, the half of the official test images that validates. Immutable.
/// </summary>
/// <param name="Dataset">The dataset searched: <c>cifar10</c>, <c>cifar100</c> or <c>ImageNet16-120</c>.</param>
/// <param name="Train">What the weights learn from.</param>
/// <param name="Valid">What architectures learn from and are scored on.</param>
public sealed record SearchImages(Dataset Dataset, ImageSet Train, ImageSet Valid)
{
    /// <summary>The datasets that a search may have.</summary>
    public static IReadOnlyList<Dataset> Datasets { get; } = [Dataset.Cifar10, Dataset.Cifar100, Dataset.ImageNet16120];

    /// <summary>Reads them.</summary>
    /// <param name="path">The published folder, the folder above it, or its archive.</param>
    /// <param name="dataset">One of <see cref="Datasets"/>.</param>
    /// <param name="publishedOnly">False to allow images that are not the published ones, in their formats.</param>
    /// <exception cref="NatsBenchException">The place holds no such data set, a file is damaged or not the published one, or a half has no image.</exception>
    public static SearchImages Read(string path, Dataset dataset, bool publishedOnly = true)
    {
        if (!Datasets.Contains(dataset))
            throw new NatsBenchException($"searches run on {string.Join(", ", Datasets)}, not on '{dataset}'");
        Dataset trained = dataset == Dataset.Cifar10 ? Dataset.Cifar10Valid : dataset;
        ImageSet train = OfficialImages.Read(path, trained, EvaluationSet.Train, publishedOnly), valid = OfficialImages.Read(path, trained, EvaluationSet.XValid, publishedOnly);
        return train.Count > 0 && valid.Count > 0
            ? new SearchImages(dataset, train, valid)
            : throw new NatsBenchException($"{path}: {train.Count} images to train and {valid.Count} to validate on are too few; a search needs both");
    }

    /// <summary>What tells these images from others: a SHA-256 of pixels and classes, in hexadecimal.</summary>
    public string Fingerprint()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ImageSet set in (ImageSet[])[Train, Valid])
        {
            hash.AppendData(set.Pixels);
            hash.AppendData(MemoryMarshal.AsBytes(set.Labels));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
