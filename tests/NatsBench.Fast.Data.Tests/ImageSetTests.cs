namespace NatsBench.Fast.Data.Tests;

public sealed class ImageSetTests
{
    private static readonly ImageSet Three = new([.. Enumerable.Range(0, 36).Select(i => (byte)i)], [0, 1, 0], classes: 2, side: 2);

    [Fact]
    public void Images_lie_one_after_the_other()
    {
        Assert.Equal((3, 12), (Three.Count, Three.ImageSize));
        Assert.Equal(Enumerable.Range(12, 12).Select(i => (byte)i), Three.Image(1).ToArray());
        Assert.Equal(Enumerable.Range(12, 24).Select(i => (byte)i), Three.Images(1, 2).ToArray());
        Assert.Empty(Three.Files);
    }

    [Fact]
    public void Chosen_images_come_in_the_order_asked_for()
    {
        ImageSet chosen = Three.Select([2, 1, 2]);
        Assert.Equal([0, 1, 0], chosen.Labels.ToArray());
        Assert.Equal(Three.Image(2), chosen.Image(0));
        Assert.Equal(Three.Image(1), chosen.Image(1));
    }

    [Fact]
    public void Images_that_are_not_there_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Three.Image(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Three.Images(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Three.Images(2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Three.Select([-1]));
    }

    [Fact]
    public void Labels_that_are_no_classes_are_refused()
    {
        Assert.Equal(
            "image 1 is of class 2; there are classes 0 to 1", Assert.Throws<NatsBenchException>(() => new ImageSet(new byte[6], [0, 2], classes: 2, side: 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageSet(new byte[5], [0, 1], classes: 2, side: 1));
    }
}
