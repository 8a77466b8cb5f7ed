using CsCheck;
using NatsBench.Fast.Columns;

namespace NatsBench.Fast.Tests.Columns;

public sealed class ImageCountsTests
{
    private const int Limit = 1 << 18;

    private static readonly int[] Official = [3_000, 5_000, 6_000, 10_000, 25_000, 50_000, 151_700];

    private static readonly Gen<double> Percent = Gen.OneOf(
        Gen.Select(Gen.Int[1, Limit], Gen.Double[0, 1], (images, share) => new BatchedMean(images).Of((long)(images * share), 0)),
        Gen.Double[0, 100],
        Gen.Double);

    // Means of so many images, of sums of float32 or nearly so.
    private static readonly Gen<double> Loss = Gen.OneOf(
        Gen.Select(Gen.Int[1, Limit], Gen.Long[-1L << 44, 1L << 44], Gen.Int[-70, 20], (images, sum, power) => double.ScaleB(sum, power) / images),
        Gen.Select(Gen.Int[1, Limit], Gen.Float[0, 10], (images, sum) => (double)sum / images),
        Gen.Double);

    [Fact]
    public void No_number_of_images_that_fits_is_passed_over()
    {
        Check<CountSearch>(Percent, least: 0);
        Check<FractionEncoding.ImageTest>(Loss, least: 100);

        static void Check<TTest>(Gen<double> means, int least)
            where TTest : IImageTest
        {
            int found = 0;
            Gen.Select(means, means, Gen.Int[1, Limit]).Sample((one, other, from) =>
            {
                int next = TTest.SkipTo(one, other, from, Limit);
                for (int images = from; images < int.Min(next, Limit); images++)
                    if (TTest.Fits(one, images) || TTest.Fits(other, images))
                        return false;
                if (next < Limit)
                    Interlocked.Increment(ref found);
                return next >= from && next <= Limit;
            }, iter: 300);
            Assert.True(found >= least, $"{found} found");
        }
    }

    /// <summary>Whoever made a mean is found.</summary>
    [Fact]
    public void The_images_of_a_sum_are_not_passed_over() =>
        Gen.Select(Gen.Int[1, Limit - 1], Gen.Long[1, 1L << 40]).Sample((images, sum) =>
        {
            double mean = double.ScaleB(sum, -30) / images;
            return FractionEncoding.ImageTest.Fits(mean, images)
                && FractionEncoding.ImageTest.SkipTo(mean, double.Pi, images, Limit) == images
                && FractionEncoding.ImageTest.SkipTo(double.Pi, mean, int.Max(images - 1, 1), Limit) <= images;
        }, iter: 10_000);

    [Fact]
    public void The_number_of_images_is_the_first_that_fits_all_but_one_of_24() =>
        Gen.Select(Gen.Int[100, 9_000], Percent).Sample((images, stranger) =>
        {
            double[] cells = new double[24];
            for (int i = 0; i < cells.Length; i++)
                cells[i] = new BatchedMean(images).Of(1 + (i * 37 % images), 0);
            cells[0] = double.IsFinite(stranger) && stranger != 0 ? stranger : 1;
            int expected = Official.Concat(Enumerable.Range(1, Limit)).First(n => cells.Count(cell => !CountSearch.Fits(cell, n)) <= 1);
            return ImageCounts.Find<CountSearch>(cells) == expected;
        }, iter: 100);
}
