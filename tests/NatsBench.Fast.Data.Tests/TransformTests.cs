using System.Security.Cryptography;
using NatsBench.Fast.Data.Transforms;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Data.Tests;

public sealed class TransformTests
{
    public static TheoryData<string> Datasets => ["cifar10", "cifar100", "ImageNet16-120"];

    [Theory]
    [MemberData(nameof(Datasets))]
    public void Images_are_normalised_plane_by_plane(string dataset)
    {
        ImageStatistics statistics = ImageStatistics.Of(new Dataset(dataset));
        int plane = statistics.Side * statistics.Side;
        byte[] images = new byte[2 * 3 * plane];
        new Random(1).NextBytes(images);
        float[] numbers = new float[images.Length];
        new ImageTransform(statistics).Normalise(images, numbers);
        for (int i = 0; i < images.Length; i++)
            Assert.Equal((images[i] / 255f - statistics.Means[i / plane % 3]) / statistics.Deviations[i / plane % 3], numbers[i]);
    }

    [Theory]
    [MemberData(nameof(Datasets))]
    public void Augmented_images_are_mirrored_padded_and_cropped(string dataset)
    {
        ImageStatistics statistics = ImageStatistics.Of(new Dataset(dataset));
        ImageTransform transform = new(statistics);
        int side = statistics.Side, padding = transform.Padding;
        Assert.Equal(dataset == "ImageNet16-120" ? 2 : 4, padding);
        byte[] image = new byte[3 * side * side], result = new byte[image.Length];
        new Random(2).NextBytes(image);
        TorchGenerator generator = new(777), twin = new(777);
        HashSet<(bool, int, int)> seen = [];
        for (int round = 0; round < 2_000; round++)
        {
            transform.Augment(image, result, generator);
            // torch.rand(1) < 0.5, then torch.randint of the top row and the left column.
            bool isMirrored = twin.NextSingle() < 0.5f;
            int top = twin.NextBelow(2 * padding + 1), left = twin.NextBelow(2 * padding + 1);
            if (seen.Add((isMirrored, top, left)))
                Assert.Equal(Naive(image, side, padding, isMirrored, top, left), result);
        }
        Assert.Equal(2 * (2 * padding + 1) * (2 * padding + 1), seen.Count);
    }

    // A thousand images of one, one after the other, that torchvision made after torch.manual_seed(777) (tools/oracle/networks/pixels.py).
    [Theory]
    [InlineData("cifar10", "a025ea7c47be261bf877e25f7036db0a6e1b5ebcf76cce6ae269b6cd54823c87")]
    [InlineData("ImageNet16-120", "b518bf60707920d8ad634fda5ef1c369488e88fdb46e42c04a2b68e659c00ea8")]
    public void Augmented_images_are_those_of_torchvision(string dataset, string digest)
    {
        ImageStatistics statistics = ImageStatistics.Of(new Dataset(dataset));
        ImageTransform transform = new(statistics);
        byte[] image = [.. Enumerable.Range(0, 3 * statistics.Side * statistics.Side).Select(i => (byte)(i * 7919L / 5 % 256))], result = new byte[image.Length];
        TorchGenerator generator = new(777);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int round = 0; round < 1_000; round++)
        {
            transform.Augment(image, result, generator);
            hash.AppendData(result);
        }
        Assert.Equal(digest, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void Images_of_another_size_are_refused()
    {
        ImageTransform transform = new(ImageStatistics.Of(Dataset.Cifar10));
        Assert.Throws<ArgumentOutOfRangeException>(() => transform.Normalise(new byte[3071], new float[3071]));
        Assert.Throws<ArgumentOutOfRangeException>(() => transform.Normalise(new byte[3072], new float[3071]));
        Assert.Throws<ArgumentOutOfRangeException>(() => transform.Augment(new byte[768], new byte[768], new TorchGenerator(0)));
    }

    private static byte[] Naive(byte[] image, int side, int padding, bool isMirrored, int top, int left)
    {
        int wide = side + 2 * padding;
        byte[] padded = new byte[3 * wide * wide], result = new byte[image.Length];
        for (int channel = 0; channel < 3; channel++)
            for (int row = 0; row < side; row++)
                for (int column = 0; column < side; column++)
                    padded[(channel * wide + row + padding) * wide + column + padding] = image[(channel * side + row) * side + (isMirrored ? side - 1 - column : column)];
        for (int channel = 0; channel < 3; channel++)
            for (int row = 0; row < side; row++)
                for (int column = 0; column < side; column++)
                    result[(channel * side + row) * side + column] = padded[(channel * wide + row + top) * wide + column + left];
        return result;
    }
}
