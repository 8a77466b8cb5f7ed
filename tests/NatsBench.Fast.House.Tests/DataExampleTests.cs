using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.House.Tests;

public sealed class DataExampleTests
{
    [Fact]
    public void Without_the_data_the_example_says_where_it_is()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(
            $"{folder.Path}: neither test nor a folder cifar-100-python nor cifar-100-python.tar.gz is there; download it (https://www.cs.toronto.edu/~kriz/cifar.html)",
            Assert.Throws<NatsBenchException>(() => DataExample.Run(folder.Path, TextWriter.Null)).Message);
    }
}
