using NatsBench.Fast.Model;

namespace NatsBench.Fast.Data.Files;

/// <summary>The published files of the training or test images of a data set, in their order, and what is in them.</summary>
/// <param name="Folder">The folder that the archive unpacks to.</param>
/// <param name="Archive">Name of the archive.</param>
/// <param name="Home">Where it is published.</param>
/// <param name="LabelKey">What a file calls the classes of its images.</param>
/// <param name="FirstLabel">The label of class 0.</param>
/// <param name="Labels">Number of labels; images beyond the data set's classes are left out.</param>
/// <param name="Files">Names and MD5.</param>
internal sealed record PublishedPart(
    string Folder, string Archive, string Home, string LabelKey, int FirstLabel, int Labels, (string Name, string Md5)[] Files)
{
    private static readonly PublishedPart Cifar10Test = new(
        "cifar-10-batches-py", "cifar-10-python.tar.gz", "https://www.cs.toronto.edu/~kriz/cifar.html", "labels", 0, 10,
        [("test_batch", "40351d587109b95175f43aff81a1287e")]);

    private static readonly PublishedPart Cifar10Train = Cifar10Test with
    {
        Files =
        [
            ("data_batch_1", "c99cafc152244af753f735de768cd75f"), ("data_batch_2", "d4bba439e000b95fd0a9bffe97cbabec"),
            ("data_batch_3", "54ebc095f3ab1f0389bbae665268c751"), ("data_batch_4", "634d18415352ddfa80567beed471001a"),
            ("data_batch_5", "482c414d41f54cd18b22e5b47cb7c3cb"),
        ],
    };

    private static readonly PublishedPart Cifar100Test = new(
        "cifar-100-python", "cifar-100-python.tar.gz", "https://www.cs.toronto.edu/~kriz/cifar.html", "fine_labels", 0, 100,
        [("test", "f0ef6b0ae62326f3e7ffdfab6717acfc")]);

    private static readonly PublishedPart Cifar100Train = Cifar100Test with { Files = [("train", "16019d7e3df5f24257cddd939b257f8d")] };

    private static readonly PublishedPart ImageNet16Test = new(
        "ImageNet16", "ImageNet16.tar", "https://image-net.org/download-images.php", "labels", 1, 1000, [("val_data", "3410e3017fdaefba8d5073aaa65e4bd6")]);

    private static readonly PublishedPart ImageNet16Train = ImageNet16Test with
    {
        Files =
        [
            ("train_data_batch_1", "27846dcaa50de8e21a7d1a35f30f0e91"), ("train_data_batch_2", "c7254a054e0e795c69120a5727050e3f"),
            ("train_data_batch_3", "4333d3df2e5ffb114b05d2ffc19b1e87"), ("train_data_batch_4", "1620cdf193304f4a92677b695d70d10f"),
            ("train_data_batch_5", "348b3c2fdbb3940c4e9e834affd3b18d"), ("train_data_batch_6", "6e765307c242a1b3d7d5ef9139b48945"),
            ("train_data_batch_7", "564926d8cbf8fc4818ba23d2faac7564"), ("train_data_batch_8", "f4755871f718ccb653440b9dd0ebac66"),
            ("train_data_batch_9", "bb6dd660c38c58552125b1a92f86b5d4"), ("train_data_batch_10", "8f03f34ac4b42271a294f91bf480f29b"),
        ],
    };

    /// <summary>The part of an official dataset.</summary>
    public static PublishedPart Of(Dataset dataset, bool isTrain) =>
        dataset == Dataset.Cifar100 ? isTrain ? Cifar100Train : Cifar100Test
        : dataset == Dataset.ImageNet16120 ? isTrain ? ImageNet16Train : ImageNet16Test
        : isTrain ? Cifar10Train : Cifar10Test;
}
