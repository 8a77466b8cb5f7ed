using NatsBench.Fast.Synthesis.Measures;

namespace NatsBench.Fast.Synthesis.Tests;

public class ImageSetTests
{
    [Theory]
    [MemberData(nameof(PublishedAccuracies))]
    public void Accuracies_have_the_bits_of_published_ones(int images, int correct, int inLast, double published) =>
        Assert.Equal(published, new ImageSet("any", images).Accuracy(correct, inLast));

    // (images, correct, correct in the last batch, value in the official archive)
    public static TheoryData<int, int, int, double> PublishedAccuracies => new()
    {
        { 25000, 7327, 67, 29.307999990234375 },
        { 25000, 9350, 70, 37.40000000854492 },
        { 5000, 483, 10, 9.659999996185302 },
        { 3000, 190, 9, 6.333333312988281 },
        { 151700, 7381, 7, 4.865524060570573 },
        { 6000, 1534, 20, 25.566666676839194 },
        { 10000, 7363, 0, 73.63 },
    };

    [Theory]
    [InlineData(25_000, 2.3)]
    [InlineData(151_700, 3.1)]
    [InlineData(10_000, 0.004)]
    [InlineData(3_000, 0.7)]
    public void Losses_are_an_integer_over_images_times_a_power_of_two(int images, double mean)
    {
        double loss = new ImageSet("any", images).Loss(mean, mean * 1.05);
        Assert.InRange(loss, mean * 0.999, mean * 1.001);
        Assert.Contains(Enumerable.Range(0, 32), power =>
        {
            double scale = (double)images * (1L << power);
            double whole = Math.Round(loss * scale);
            return whole < 1L << 40 && whole / scale == loss;
        });
    }
}
