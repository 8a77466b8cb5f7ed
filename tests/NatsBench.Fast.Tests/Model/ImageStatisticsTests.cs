using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Tests.Model;

public sealed class ImageStatisticsTests
{
    // What torchvision makes of every value of a pixel (tools/oracle/networks/pixels.py).
    [Theory]
    [InlineData("cifar10-valid", 10, 32, "9a286f521ac78a02addc7fd747ff29b66d1dc8553adf183f340b3143d02405c9")]
    [InlineData("cifar10", 10, 32, "9a286f521ac78a02addc7fd747ff29b66d1dc8553adf183f340b3143d02405c9")]
    [InlineData("cifar100", 100, 32, "3561bd48710fa391c8f9984c1496c454481d823f324d5ada9c7772b56773638b")]
    [InlineData("ImageNet16-120", 120, 16, "495ccb448f71806692651f5c1bd6b9eb08079bcebfa5e04bd1683dfabbf01f09")]
    public void Pixels_are_normalised_as_PyTorch_does(string dataset, int classes, int side, string digest)
    {
        ImageStatistics images = ImageStatistics.Of(new Dataset(dataset));
        Assert.Equal((classes, side), (images.Classes, images.Side));
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>(images.Normalised()))));
    }

    [Fact]
    public void Another_dataset_is_refused_by_name()
    {
        Assert.False(ImageStatistics.TryGet(new Dataset("svhn"), out _));
        Assert.StartsWith("'svhn' names no images that are known: cifar10-valid,", Assert.Throws<NatsBenchException>(() => ImageStatistics.Of(new Dataset("svhn"))).Message, StringComparison.Ordinal);
    }
}
