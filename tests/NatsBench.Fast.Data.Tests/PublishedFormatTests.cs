using NatsBench.Fast.Data.Files;
using NatsBench.Fast.DataSupport;
using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Data.Tests;

/// <summary>Small data sets in the published formats, read from wherever they may lie.</summary>
public sealed class PublishedFormatTests
{
    [Fact]
    public void Cifar10_has_five_batches_and_a_test_batch()
    {
        using TemporaryFolder folder = new();
        SyntheticImages.WriteCifar10(folder.Path, perBatch: 7, test: 11, seed: 3);
        ImageSet train = Read(folder.Path, Dataset.Cifar10, EvaluationSet.Train), test = Read(folder.Path, Dataset.Cifar10, EvaluationSet.OriTest);
        (byte[] Pixels, int[] Labels)[] batches = [.. Enumerable.Range(1, 5).Select(i => SyntheticImages.Random(7, side: 32, firstLabel: 0, labels: 10, seed: 3 + i))];
        Assert.Equal(batches.SelectMany(batch => batch.Pixels), train.Pixels.ToArray());
        Assert.Equal(batches.SelectMany(batch => batch.Labels), train.Labels.ToArray());
        Assert.Equal((35, 10, 32, 3072), (train.Count, train.Classes, train.Side, train.ImageSize));
        (byte[] pixels, int[] labels) = SyntheticImages.Random(11, side: 32, firstLabel: 0, labels: 10, seed: 3);
        Assert.Equal(pixels, test.Pixels.ToArray());
        Assert.Equal(labels, test.Labels.ToArray());
        Assert.Equal(pixels.AsSpan(4 * 3072, 3072), test.Image(4));
        Assert.Equal(["data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5"], train.Files.Select(file => file.Name));
        Assert.All(train.Files.Concat(test.Files), file => Assert.False(file.IsPublished));
    }

    [Fact]
    public void Cifar100_has_fine_labels()
    {
        using TemporaryFolder folder = new();
        SyntheticImages.WriteCifar100(folder.Path, train: 20, test: 30);
        ImageSet train = Read(folder.Path, Dataset.Cifar100, EvaluationSet.Train), test = Read(folder.Path, Dataset.Cifar100, EvaluationSet.OriTest);
        Assert.Equal((20, 100), (train.Count, train.Classes));
        Assert.Equal(SyntheticImages.Random(30, side: 32, firstLabel: 0, labels: 100, seed: 1).Labels, test.Labels.ToArray());
    }

    [Fact]
    public void ImageNet16_120_has_the_images_of_labels_up_to_120()
    {
        using TemporaryFolder folder = new();
        SyntheticImages.WriteImageNet16(folder.Path, perBatch: 20, test: 60);
        ImageSet train = Read(folder.Path, Dataset.ImageNet16120, EvaluationSet.Train), test = Read(folder.Path, Dataset.ImageNet16120, EvaluationSet.OriTest);
        (byte[] pixels, int[] labels) = SyntheticImages.Random(60, side: 16, firstLabel: 1, labels: 150, seed: 1);
        int[] kept = [.. Enumerable.Range(0, 60).Where(i => labels[i] <= 120)];
        Assert.InRange(kept.Length, 1, 59);
        Assert.Equal(kept.Select(i => labels[i] - 1), test.Labels.ToArray());
        Assert.Equal(kept.SelectMany(i => pixels[(768 * i)..(768 * (i + 1))]), test.Pixels.ToArray());
        Assert.Equal(
            Enumerable.Range(1, 10).SelectMany(i => SyntheticImages.Random(20, side: 16, firstLabel: 1, labels: 1000, seed: 1 + i).Labels).Where(label => label <= 120)
                .Select(label => label - 1),
            train.Labels.ToArray());
    }

    [Fact]
    public void Files_are_found_in_folders_and_archives()
    {
        using TemporaryFolder folder = new();
        string inner = SyntheticImages.WriteCifar10(folder["above"], perBatch: 3, test: 5);
        ImageSet expected = Read(inner, Dataset.Cifar10, EvaluationSet.Train);
        Directory.CreateDirectory(folder["packed"]);
        string[] places =
        [
            folder["above"],
            SyntheticImages.Pack(inner, folder["any.tar"]),
            SyntheticImages.Pack(inner, folder["any.tgz"]),
            Path.GetDirectoryName(SyntheticImages.Pack(inner, Path.Combine(folder["packed"], "cifar-10-python.tar.gz")))!,
        ];
        foreach (string place in places)
            Assert.Equal(expected.Pixels, Read(place, Dataset.Cifar10, EvaluationSet.Train).Pixels);
        // As AutoDL-Projects keeps them.
        Directory.CreateDirectory(folder["home"]);
        Directory.Move(folder["above"], Path.Combine(folder["home"], "cifar.python"));
        Assert.Equal(expected.Pixels, Read(folder["home"], Dataset.Cifar10, EvaluationSet.Train).Pixels);
    }

    [Fact]
    public void Folders_of_other_data_sets_are_passed_over()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["test"]);
        SyntheticImages.WriteCifar100(folder.Path, train: 1, test: 2);
        Assert.Equal(2, Read(folder.Path, Dataset.Cifar100, EvaluationSet.OriTest).Count);
    }

    [Fact]
    public void Images_that_are_all_dark_are_images()
    {
        // Python 2 writes them as a text of ASCII characters.
        ImageBatch batch = Batch(SyntheticImages.Pickle(new byte[2 * 768], [1, 2], "labels"));
        Assert.Equal(new byte[2 * 768], batch.Pixels);
    }

    // What NumPy wrote (make_batches.py).
    [Theory]
    [InlineData("protocol-0")]
    [InlineData("protocol-1")]
    [InlineData("protocol-2")]
    [InlineData("protocol-3")]
    [InlineData("protocol-4")]
    [InlineData("protocol-5")]
    [InlineData("bytes-keys")]
    [InlineData("array-labels")]
    public void Batches_that_NumPy_wrote_are_read(string name)
    {
        ImageBatch batch = Batch(File.ReadAllBytes(Golden(name)));
        Assert.Equal(Enumerable.Range(0, 2 * 768).Select(i => (byte)((long)i * 7919 / 5 % 256)), batch.Pixels);
        Assert.Equal([119, 2], batch.Labels);
    }

    internal static string Golden(string name) =>
        Path.Combine(SharedData.RepositoryRoot, "tests", "NatsBench.Fast.Data.Tests", "golden", $"{name}.pickle");

    internal static ImageBatch Batch(byte[] pickle) => ImageBatch.Read(
        pickle, PublishedPart.Of(Dataset.ImageNet16120, isTrain: false), ImageStatistics.Of(Dataset.ImageNet16120), "val_data");

    private static ImageSet Read(string path, Dataset dataset, EvaluationSet set) => OfficialImages.Read(path, dataset, set, publishedOnly: false);
}
