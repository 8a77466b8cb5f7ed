using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Data.Tests;

public sealed class MadeUpImagesTests
{
    [Theory]
    [InlineData("cifar10-valid")]
    [InlineData("cifar100")]
    [InlineData("ImageNet16-120")]
    public void What_is_written_is_read_as_the_published_files_are(string name)
    {
        Dataset dataset = new(name);
        using TemporaryFolder folder = new();
        MadeUpImages.Write(folder.Path, dataset, train: 250, test: 130, seed: 9);
        Dataset whole = dataset == Dataset.Cifar10Valid ? Dataset.Cifar10 : dataset;
        ImageSet made = MadeUpImages.Make(dataset, 250, seed: 9), read = OfficialImages.Read(folder.Path, whole, EvaluationSet.Train, publishedOnly: false);
        Assert.Equal(made.Pixels, read.Pixels);
        Assert.Equal(made.Labels, read.Labels);
        Assert.Equal(130, OfficialImages.Read(folder.Path, whole, EvaluationSet.OriTest, publishedOnly: false).Count);
        Assert.NotEqual(0, OfficialImages.Read(folder.Path, dataset, EvaluationSet.XValid, publishedOnly: false).Count);
        Assert.Contains("not the published file", Assert.Throws<NatsBenchException>(() => OfficialImages.Read(folder.Path, dataset, EvaluationSet.Train)).Message, StringComparison.Ordinal);
    }

    // The mean colour of its class is the nearest to nine in ten new images.
    [Theory]
    [InlineData("cifar10", 0.9)]
    [InlineData("ImageNet16-120", 0.9)]
    public void Classes_can_be_told_apart(string name, double share)
    {
        Dataset dataset = new(name);
        ImageStatistics statistics = ImageStatistics.Of(dataset);
        ImageSet train = MadeUpImages.Make(dataset, 30 * statistics.Classes, seed: 1), test = MadeUpImages.Make(dataset, 400, seed: 2);
        double[][] means = [.. Enumerable.Range(0, statistics.Classes).Select(_ => new double[3])];
        for (int i = 0; i < train.Count; i++)
            foreach ((int channel, double mean) in Colour(train.Image(i)).Index())
                means[train.Labels[i]][channel] += mean / 30;
        int right = 0;
        for (int i = 0; i < test.Count; i++)
        {
            double[] colour = Colour(test.Image(i));
            double[] distances = [.. means.Select(mean => mean.Zip(colour, (one, other) => (one - other) * (one - other)).Sum())];
            right += Array.IndexOf(distances, distances.Min()) == test.Labels[i] ? 1 : 0;
        }
        Assert.InRange(right / (double)test.Count, share, 1);

        double[] Colour(ReadOnlySpan<byte> image)
        {
            double[] colour = new double[3];
            int plane = image.Length / 3;
            for (int place = 0; place < image.Length; place++)
                colour[place / plane] += image[place] / (double)plane;
            return colour;
        }
    }

    [Fact]
    public void A_seed_gives_the_same_images_and_another_seed_others()
    {
        Assert.Equal(MadeUpImages.Make(Dataset.Cifar10, 20, 1).Pixels, MadeUpImages.Make(Dataset.Cifar10, 20, 1).Pixels);
        Assert.False(MadeUpImages.Make(Dataset.Cifar10, 20, 1).Pixels.SequenceEqual(MadeUpImages.Make(Dataset.Cifar10, 20, 2).Pixels));
    }

    [Fact]
    public void A_data_set_that_is_there_is_not_written_over()
    {
        using TemporaryFolder folder = new();
        string inner = Directory.CreateDirectory(folder["cifar-10-batches-py"]).FullName;
        File.WriteAllText(Path.Combine(inner, "data_batch_1"), "mine");
        Assert.Contains("is there already", Assert.Throws<NatsBenchException>(() => MadeUpImages.Write(folder.Path, Dataset.Cifar10, 50, 10)).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(inner, "data_batch_1")));
    }
}
