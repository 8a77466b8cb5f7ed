using System.Reflection;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Data.Splits;

/// <summary>
/// A partition of images into two halves, as the files of AutoDL-Projects' <c>configs/nas-benchmark</c> have it. Immutable; any number of threads may ask.
/// </summary>
public sealed class OfficialSplit
{
    private static readonly Lazy<OfficialSplit> LazyCifar = new(() => Shuffled("cifar-split", "train", "valid", seed: 1021, count: 50_000));
    private static readonly Lazy<OfficialSplit> LazyImageNet = new(() => Shuffled("ImageNet16-120-split", "train", "valid", seed: 111, count: 151_700));
    private static readonly Lazy<OfficialSplit> LazyCifar100Test = new(() => Stored("cifar100-test-split", "xvalid", "xtest", count: 10_000));
    private static readonly Lazy<OfficialSplit> LazyImageNetTest = new(() => Stored("imagenet-16-120-test-split", "xvalid", "xtest", count: 6_000));

    private readonly string _firstKey;
    private readonly string _secondKey;
    private readonly int[] _first;
    private readonly int[] _second;

    private OfficialSplit(string name, string firstKey, string secondKey, bool[] isFirst)
    {
        (Name, _firstKey, _secondKey) = (name, firstKey, secondKey);
        _first = [.. Enumerable.Range(0, isFirst.Length).Where(i => isFirst[i])];
        _second = [.. Enumerable.Range(0, isFirst.Length).Where(i => !isFirst[i])];
    }

    /// <summary><c>cifar-split</c>: CIFAR-10's training images into <c>train</c> and <c>valid</c>, by which <c>cifar10-valid</c> is trained and measured.</summary>
    public static OfficialSplit Cifar => LazyCifar.Value;

    /// <summary><c>cifar100-test-split</c>: CIFAR-100's test images into <c>xvalid</c> and <c>xtest</c>.</summary>
    public static OfficialSplit Cifar100Test => LazyCifar100Test.Value;

    /// <summary><c>imagenet-16-120-test-split</c>: ImageNet16-120's validation images into <c>xvalid</c> and <c>xtest</c>.</summary>
    public static OfficialSplit ImageNet16120Test => LazyImageNetTest.Value;

    /// <summary><c>ImageNet16-120-split</c>: ImageNet16-120's training images into <c>train</c> and <c>valid</c>; no training of the tables uses it.</summary>
    public static OfficialSplit ImageNet16120 => LazyImageNet.Value;

    /// <summary>Name of the original's file, without its ending.</summary>
    public string Name { get; }

    /// <summary>The images of a half, ascending, counted from 0 in the order of the published files.</summary>
    /// <param name="half">The original's key: <c>train</c> or <c>valid</c>, <c>xvalid</c> or <c>xtest</c>.</param>
    /// <exception cref="NatsBenchException">The split has no such half.</exception>
    public ReadOnlySpan<int> this[string half] =>
        half == _firstKey ? _first
        : half == _secondKey ? _second
        : throw new NatsBenchException($"{Name} has no '{half}': its halves are {_firstKey} and {_secondKey}");

    /// <summary>The split that a set of a dataset is a half of; null where it is all images of its files.</summary>
    internal static OfficialSplit? Of(Dataset dataset, EvaluationSet set, out string half)
    {
        bool isValidation = set == EvaluationSet.XValid;
        if (dataset == Dataset.Cifar10Valid && set != EvaluationSet.OriTest)
        {
            half = isValidation ? "valid" : "train";
            return Cifar;
        }
        half = isValidation ? "xvalid" : "xtest";
        return !isValidation && set != EvaluationSet.XTest ? null
            : dataset == Dataset.Cifar100 ? Cifar100Test
            : dataset == Dataset.ImageNet16120 ? ImageNet16120Test
            : null;
    }

    // How the original made these: the first half of all numbers as Python shuffles them.
    private static OfficialSplit Shuffled(string name, string first, string second, uint seed, int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new PythonRandom(seed).Shuffle(order);
        bool[] isFirst = new bool[count];
        foreach (int i in order.AsSpan(0, count / 2))
            isFirst[i] = true;
        return new OfficialSplit(name, first, second, isFirst);
    }

    // How the original made these is not known, so they are kept: a bit for each image, the lowest of a byte first, 1 in the first half.
    private static OfficialSplit Stored(string name, string first, string second, int count)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{name}.bits")!;
        byte[] bits = new byte[count / 8];
        stream.ReadExactly(bits);
        return new OfficialSplit(name, first, second, [.. Enumerable.Range(0, count).Select(i => (bits[i / 8] >> i % 8 & 1) == 1)]);
    }
}
