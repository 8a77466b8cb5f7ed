namespace NatsBench.Fast.House.Tests;

public sealed class PicturesExampleTests
{
    [Fact]
    public void The_example_of_pictures_draws()
    {
        (string svg, byte[] png) = PicturesExample.Draw();
        Assert.Contains("Accuracy over time", svg, StringComparison.Ordinal);
        Assert.True(png.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']));
    }
}
