using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NatsBench.Fast.Data.Splits;
using NatsBench.Fast.DataSupport;
using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Data.Tests;

/// <summary>The official splits against the digests of the original's lists, and against the lists themselves.</summary>
public sealed class SplitTests
{
    private static readonly OfficialSplit[] All = [OfficialSplit.Cifar, OfficialSplit.Cifar100Test, OfficialSplit.ImageNet16120Test, OfficialSplit.ImageNet16120];

    [Theory]
    [InlineData("cifar-split", "train", 25_000, "0,5,7,11,13", "b32573c51d975768")]
    [InlineData("cifar-split", "valid", 25_000, "1,2,3,4,6", "fe150dfa5a16fd2c")]
    [InlineData("cifar100-test-split", "xvalid", 5_000, "1,3,4,5,8", "156797fd0d0b32af")]
    [InlineData("cifar100-test-split", "xtest", 5_000, "0,2,6,7,9", "6dad6139c248a3ed")]
    [InlineData("imagenet-16-120-test-split", "xvalid", 3_000, "1,2,3,6,7", "7859ce235eea793f")]
    [InlineData("imagenet-16-120-test-split", "xtest", 3_000, "0,4,5,10,11", "effac827470ee172")]
    [InlineData("ImageNet16-120-split", "train", 75_850, "1,3,5,7,8", "084e373dc8085a4b")]
    [InlineData("ImageNet16-120-split", "valid", 75_850, "0,2,4,6,9", "6637099e7a8f7507")]
    public void A_half_is_the_original_list(string name, string half, int count, string first, string digest)
    {
        int[] indices = All.Single(split => split.Name == name)[half].ToArray();
        Assert.Equal((count, first), (indices.Length, string.Join(',', indices.Take(5))));
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(',', indices))))[..16]);
    }

    [Theory]
    [InlineData("cifar-split")]
    [InlineData("cifar100-test-split")]
    [InlineData("imagenet-16-120-test-split")]
    public void Halves_are_those_of_the_original_files(string name)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(SharedData.Require("data", "splits", $"{name}.json")));
        OfficialSplit split = All.Single(split => split.Name == name);
        int halves = 0;
        foreach (JsonProperty half in file.RootElement.EnumerateObject().Where(half => half.Value.ValueKind == JsonValueKind.Array))
        {
            Assert.Equal(half.Value[1].EnumerateArray().Select(text => text.GetString()), split[half.Name].ToArray().Select(index => $"{index}"));
            halves++;
        }
        Assert.Equal(2, halves);
    }

    [Theory]
    [InlineData("cifar10-valid", "train 25000, x-valid 25000, ori-test 10000")]
    [InlineData("cifar10", "train 50000, ori-test 10000")]
    [InlineData("cifar100", "train 50000, x-valid 5000, x-test 5000, ori-test 10000")]
    [InlineData("ImageNet16-120", "train 151700, x-valid 3000, x-test 3000, ori-test 6000")]
    public void Published_sets_have_as_many_images(string name, string counts)
    {
        Dataset dataset = new(name);
        Assert.Equal(counts, string.Join(", ", OfficialImages.Sets(dataset).Prepend(EvaluationSet.Train).Select(set => $"{set} {OfficialImages.Count(dataset, set)}")));
    }

    [Fact]
    public void Another_half_is_refused() => Assert.Equal(
        "cifar-split has no 'xvalid': its halves are train and valid", Assert.Throws<NatsBenchException>(() => { _ = OfficialSplit.Cifar["xvalid"]; }).Message);

    [Fact]
    public void Sets_are_the_halves_of_their_files()
    {
        using TemporaryFolder folder = new();
        SyntheticImages.WriteCifar10(folder.Path, perBatch: 5, test: 20);
        SyntheticImages.WriteCifar100(folder.Path, train: 3, test: 20);
        SyntheticImages.WriteImageNet16(folder.Path, perBatch: 2, test: 25);
        // 25 training images of CIFAR-10, of which the original's split takes these.
        ImageSet all = Read(Dataset.Cifar10, EvaluationSet.Train);
        AssertPart(all, OfficialSplit.Cifar["train"], Read(Dataset.Cifar10Valid, EvaluationSet.Train));
        AssertPart(all, OfficialSplit.Cifar["valid"], Read(Dataset.Cifar10Valid, EvaluationSet.XValid));
        Assert.Equal(Read(Dataset.Cifar10, EvaluationSet.OriTest).Pixels, Read(Dataset.Cifar10Valid, EvaluationSet.OriTest).Pixels);
        foreach ((Dataset dataset, OfficialSplit split) in new[] { (Dataset.Cifar100, OfficialSplit.Cifar100Test), (Dataset.ImageNet16120, OfficialSplit.ImageNet16120Test) })
        {
            ImageSet test = Read(dataset, EvaluationSet.OriTest);
            AssertPart(test, split["xvalid"], Read(dataset, EvaluationSet.XValid));
            AssertPart(test, split["xtest"], Read(dataset, EvaluationSet.XTest));
        }

        ImageSet Read(Dataset dataset, EvaluationSet set) => OfficialImages.Read(folder.Path, dataset, set, publishedOnly: false);
    }

    private static void AssertPart(ImageSet whole, ReadOnlySpan<int> half, ImageSet part)
    {
        int[] expected = [.. half.ToArray().Where(index => index < whole.Count)];
        Assert.InRange(expected.Length, 1, whole.Count - 1);
        Assert.Equal(expected.Length, part.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(whole.Image(expected[i]), part.Image(i));
            Assert.Equal(whole.Labels[expected[i]], part.Labels[i]);
        }
    }
}
