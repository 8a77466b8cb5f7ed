using System.Diagnostics.CodeAnalysis;

namespace NatsBench.Fast.Model;

/// <summary>
/// The images that the networks of a dataset are given: how large, of how many classes, and how they are normalised (AutoDL-Projects,
/// <c>get_datasets</c> of <c>xautodl/datasets/get_dataset_with_transform.py</c>). Immutable.
/// </summary>
public sealed class ImageStatistics
{
    private static readonly ImageStatistics Cifar10 = new(classes: 10, side: 32, [125.3, 123.0, 113.9], [63.0, 62.1, 66.7]);
    private static readonly ImageStatistics Cifar100 = new(classes: 100, side: 32, [129.3, 124.1, 112.4], [68.2, 65.4, 70.4]);
    private static readonly ImageStatistics ImageNet16120 = new(classes: 120, side: 16, [122.68, 116.66, 104.01], [63.22, 61.26, 65.09]);

    private readonly float[] _means;
    private readonly float[] _deviations;

    private ImageStatistics(int classes, int side, double[] means, double[] deviations)
    {
        Classes = classes;
        Side = side;
        // As the original: divided in double precision, made a float32 tensor.
        _means = [.. means.Select(mean => (float)(mean / byte.MaxValue))];
        _deviations = [.. deviations.Select(deviation => (float)(deviation / byte.MaxValue))];
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Rows and columns of an image.</summary>
    public int Side { get; }

    /// <summary>The mean of each channel (red, green, blue) where a full pixel is 1; it is subtracted.</summary>
    public ReadOnlySpan<float> Means => _means;

    /// <summary>The standard deviation of each channel where a full pixel is 1; what is left is divided by it.</summary>
    public ReadOnlySpan<float> Deviations => _deviations;

    /// <summary>The images of an official dataset; <c>cifar10-valid</c> has those of <c>cifar10</c>.</summary>
    /// <exception cref="NatsBenchException">The dataset is none of the four.</exception>
    public static ImageStatistics Of(Dataset dataset) => TryGet(dataset, out ImageStatistics? images) ? images : throw new NatsBenchException(
        $"'{dataset}' names no images that are known: {Dataset.Cifar10Valid}, {Dataset.Cifar10}, {Dataset.Cifar100} and {Dataset.ImageNet16120} do");

    /// <summary>Gets the images of an official dataset; false for any other.</summary>
    public static bool TryGet(Dataset dataset, [NotNullWhen(true)] out ImageStatistics? images)
    {
        images = dataset == Dataset.Cifar10 || dataset == Dataset.Cifar10Valid ? Cifar10
            : dataset == Dataset.Cifar100 ? Cifar100
            : dataset == Dataset.ImageNet16120 ? ImageNet16120
            : null;
        return images is not null;
    }

    /// <summary>
    /// What each pixel becomes: <c>ToTensor</c> and <c>Normalize</c> of torchvision, to the last bit. 256 numbers for red, 256 for green, 256 for blue.
    /// Made anew by each call.
    /// </summary>
    public float[] Normalised()
    {
        const int Values = byte.MaxValue + 1;
        float[] table = new float[Values * _means.Length];
        for (int channel = 0; channel < _means.Length; channel++)
            for (int value = 0; value < Values; value++)
                table[channel * Values + value] = ((float)value / byte.MaxValue - _means[channel]) / _deviations[channel];
        return table;
    }
}
