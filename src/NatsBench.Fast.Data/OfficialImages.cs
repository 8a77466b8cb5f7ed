using NatsBench.Fast.Data.Files;
using NatsBench.Fast.Data.Splits;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Data;

/// <summary>
/// The images that the official networks were trained and measured on, from the published files of CIFAR-10, CIFAR-100 and ImageNet16
/// (AutoDL-Projects, <c>exps/NATS-Bench/tss-main.py</c> and its <c>configs/nas-benchmark</c>). Files are pickles and are read as data, never executed.
/// </summary>
public static class OfficialImages
{
    /// <summary>The sets that the networks of a dataset were measured on after training, in the official order; <c>train</c> can be read as well.</summary>
    /// <exception cref="NatsBenchException">The dataset is none of the four.</exception>
    public static IReadOnlyList<EvaluationSet> Sets(Dataset dataset)
    {
        _ = ImageStatistics.Of(dataset);
        return dataset == Dataset.Cifar10 ? [EvaluationSet.OriTest]
            : dataset == Dataset.Cifar10Valid ? [EvaluationSet.XValid, EvaluationSet.OriTest]
            : [EvaluationSet.XValid, EvaluationSet.XTest, EvaluationSet.OriTest];
    }

    /// <summary>How many images a set of the published files has.</summary>
    /// <exception cref="NatsBenchException">The dataset has no such set.</exception>
    public static int Count(Dataset dataset, EvaluationSet set)
    {
        Require(dataset, set);
        bool isImageNet = dataset == Dataset.ImageNet16120;
        return OfficialSplit.Of(dataset, set, out string half) is { } split ? split[half].Length
            : set == EvaluationSet.Train ? isImageNet ? 151_700 : 50_000
            : isImageNet ? 6_000 : 10_000;
    }

    /// <summary>Reads a set.</summary>
    /// <param name="path">
    /// The extracted folder (<c>cifar-10-batches-py</c>, <c>cifar-100-python</c>, <c>ImageNet16</c>), the folder above it, or the archive (<c>.tar</c>, <c>.tar.gz</c>) itself.
    /// </param>
    /// <param name="dataset">What the network was trained on; <c>cifar10</c> and <c>cifar10-valid</c> differ in their sets.</param>
    /// <param name="set">One of <see cref="Sets"/>, or <c>train</c>: the images of the training, not augmented.</param>
    /// <param name="publishedOnly">
    /// True to refuse a file whose MD5 is not the published one's. False for images of one's own in the same formats: then a split has those of its images
    /// that are there, and <see cref="ImageSet.Files"/> says what differs.
    /// </param>
    /// <returns>The images in the order of the files.</returns>
    /// <exception cref="DamagedFileException">A file is not whole.</exception>
    /// <exception cref="NatsBenchException">There is no such set, a file is absent or another than the published one, or it holds no such images.</exception>
    public static ImageSet Read(string path, Dataset dataset, EvaluationSet set, bool publishedOnly = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Require(dataset, set);
        OfficialSplit? split = OfficialSplit.Of(dataset, set, out string half);
        bool isTrain = set == EvaluationSet.Train || dataset == Dataset.Cifar10Valid && set == EvaluationSet.XValid;
        ImageSet whole = ImageReader.Read(path, PublishedPart.Of(dataset, isTrain), ImageStatistics.Of(dataset), publishedOnly);
        return split is null ? whole : whole.Select(Within(split[half], whole.Count));
    }

    private static void Require(Dataset dataset, EvaluationSet set)
    {
        if (!Sets(dataset).Contains(set) && set != EvaluationSet.Train)
            throw new NatsBenchException($"the networks of {dataset} are not measured on '{set}': there are {string.Join(", ", Sets(dataset))}");
    }

    // Ascending, so those beyond the images that are there come last.
    private static ReadOnlySpan<int> Within(ReadOnlySpan<int> ascending, int count)
    {
        int end = ascending.BinarySearch(count);
        return ascending[..(end < 0 ? ~end : end)];
    }
}
