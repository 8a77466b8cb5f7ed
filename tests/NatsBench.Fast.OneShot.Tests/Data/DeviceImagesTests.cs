using NatsBench.Fast.Data;
using NatsBench.Fast.Data.Transforms;
using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Data;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Tests.Data;

public sealed class DeviceImagesTests
{
    [Theory]
    [InlineData("cifar10")]
    [InlineData("ImageNet16-120")]
    public void Augmented_and_normalised_images_are_torchvisions_to_the_last_bit(string name)
    {
        NeedsEngine.Skip();
        ImageStatistics statistics = ImageStatistics.Of(new Dataset(name));
        ImageSet images = MadeUpImages.Make(new Dataset(name), 40, seed: 5);
        ImageTransform transform = new(statistics);
        using DeviceImages device = new(images, statistics, torch.CPU, torch.ScalarType.Float32);
        TorchGenerator pixels = new(11), draws = new(11);
        int[] order = [.. Enumerable.Range(0, 40).Select(i => i * 7 % 40)];
        float[] expected = new float[40 * images.ImageSize], plain = new float[expected.Length];
        byte[] augmented = new byte[images.ImageSize];
        long[] mirrored = new long[40], down = new long[40], right = new long[40];
        for (int i = 0; i < 40; i++)
        {
            transform.Augment(images.Image(order[i]), augmented, pixels);
            transform.Normalise(augmented, expected.AsSpan(i * images.ImageSize, images.ImageSize));
            transform.Normalise(images.Image(order[i]), plain.AsSpan(i * images.ImageSize, images.ImageSize));
            // The numbers that the transform drew, in its order.
            mirrored[i] = draws.NextSingle() < 0.5f ? 1 : 0;
            down[i] = draws.NextBelow(2 * transform.Padding + 1);
            right[i] = draws.NextBelow(2 * transform.Padding + 1);
        }
        using torch.Tensor indices = torch.tensor([.. order.Select(i => (long)i)]);
        using torch.Tensor made = device.Augmented(indices, torch.tensor(mirrored), torch.tensor(down), torch.tensor(right)), unchanged = device.Plain(indices);
        Assert.Equal([40, 3, images.Side, images.Side], made.shape);
        Assert.Equal(expected, made.data<float>().ToArray());
        Assert.Equal(plain, unchanged.data<float>().ToArray());
    }
}
