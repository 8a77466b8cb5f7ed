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

    [Fact]
    public void No_number_of_images_that_fits_is_passed_over() =>
        Gen.Select(Percent, Percent, Gen.Int[1, Limit]).Sample((one, other, from) =>
        {
            int next = CountSearch.SkipTo(one, other, from, Limit);
            for (int images = from; images < int.Min(next, Limit); images++)
                if (CountSearch.Fits(one, images) || CountSearch.Fits(other, images))
                    return false;
            return next >= from && next <= Limit;
        }, iter: 300);

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
