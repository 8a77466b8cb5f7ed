using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Tests.Support;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>The density against its definition, written out: one product of kernels an observation, digit by digit.</summary>
public sealed class CategoricalDensityTests
{
    private const int Positions = 6;
    private const int Choices = 5;

    [Theory]
    [InlineData(0.3, false)]
    [InlineData(0.3, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(1.5, false)]
    [InlineData(0.05, true)]
    public void Densities_are_as_defined_whatever_the_number_of_observations(double minBandwidth, bool isSound)
    {
        SplitMix64 random = new(1);
        CategoricalDensity density = new(Choices, minBandwidth, isSound);
        byte[] digits = new byte[Positions];
        bool anyInfinite = false;
        for (int count = 1; count <= 140; count++)
        {
            // Few values for the last digits: some samples have one alone.
            byte[][] data = Data(count + 9, ref random, position => position < 3 ? Choices : 1 + random.NextIndex(2));
            RankedObservations observations = Observations(data);
            density.Fit(observations, 4, count);
            Assert.Equal(count, density.Count);
            byte[][] own = data[4..(4 + count)];
            for (int i = 0; i < 20; i++)
            {
                for (int position = 0; position < Positions; position++)
                    digits[position] = (byte)random.NextIndex(position < 3 ? Choices : 2);
                double expected = Defined(own, digits, minBandwidth, isSound);
                anyInfinite |= !double.IsFinite(expected);
                if (double.IsFinite(expected))
                    Assert.Equal(expected, density.At(digits), 1e-12 * (Math.Abs(expected) + 1e-3));
                else
                    Assert.Equal(expected, density.At(digits));
            }
        }
        Assert.Equal(isSound, !anyInfinite);
    }

    [Fact]
    public void A_value_that_is_alone_makes_others_infinite_in_the_papers_variant_and_unlikely_in_the_sound_one()
    {
        byte[][] data = [[2], [2], [2], [2]];
        CategoricalDensity paper = new(Choices, 0.3, isSound: false), sound = new(Choices, 0.3, isSound: true);
        RankedObservations observations = Observations(data);
        paper.Fit(observations, 0, 4);
        sound.Fit(observations, 0, 4);
        Assert.Equal(0.7, paper.At([2]), 1e-15);
        Assert.Equal(double.PositiveInfinity, paper.At([1]));
        Assert.Equal(0.7, sound.At([2]), 1e-15);
        Assert.Equal(0.3 / 4, sound.At([1]), 1e-15);
    }

    [Fact]
    public void A_bandwidth_above_one_gives_negative_kernels_in_the_papers_variant()
    {
        // Half first, half last value: a deviation of 2.
        byte[][] data = [[0], [4], [0], [4], [0], [4]];
        CategoricalDensity density = new(Choices, 0.3, isSound: false);
        density.Fit(Observations(data), 0, 6);
        double h = 1.06 * 2 * Math.Pow(6, -0.2);
        Assert.True(h > 1);
        Assert.Equal(h, density.Bandwidth(0), 1e-12);
        // Half agree, half do not, at two levels.
        Assert.Equal(((1 - h) + h) / 2, density.At([0]), 1e-12);
        Assert.Equal(h, density.At([1]), 1e-12);
    }

    [Fact]
    public void The_sound_density_adds_up_to_one()
    {
        SplitMix64 random = new(2);
        CategoricalDensity density = new(Choices, 0.1, isSound: true);
        density.Fit(Observations(Data(30, ref random, _ => 3)), 0, 30);
        double sum = 0;
        for (int code = 0; code < 15625; code++)
            sum += density.At([(byte)(code / 3125), (byte)(code / 625 % 5), (byte)(code / 125 % 5), (byte)(code / 25 % 5), (byte)(code / 5 % 5), (byte)(code % 5)]);
        Assert.Equal(1, sum, 1e-10);
    }

    [Theory]
    [InlineData(new[] { 7, 0, 0, 0, 0 })]
    [InlineData(new[] { 3, 2, 1, 0, 1 })]
    [InlineData(new[] { 40, 0, 0, 0, 60 })]
    [InlineData(new[] { 1, 2, 3, 4, 5, 6, 7, 8 })]
    public void The_normal_reference_takes_digits_for_numbers(int[] counts)
    {
        double[] numbers = [.. counts.SelectMany((count, value) => Enumerable.Repeat((double)value, count))];
        double deviation = Math.Sqrt(numbers.Sum(number => Math.Pow(number - numbers.Average(), 2)) / numbers.Length);
        double expected = 1.06 * deviation * Math.Pow(numbers.Length, -1.0 / 10);
        Assert.Equal(expected, CategoricalBandwidth.NormalReference(counts, CategoricalBandwidth.NormalScale(numbers.Length, 6)), 1e-12);
    }

    [Fact]
    public void Shrinkage_is_least_for_one_value_and_whole_for_equal_shares()
    {
        Assert.Equal(0, CategoricalBandwidth.Shrinkage([20, 0, 0, 0, 0]));
        Assert.Equal(0.8, CategoricalBandwidth.Shrinkage([4, 4, 4, 4, 4]), 1e-15);
        Assert.Equal(0.8, CategoricalBandwidth.Shrinkage([1, 0, 0, 0, 0]), 1e-15);
        // Hausser and Strimmer's formula: f = (3/4, 1/4, 0, 0, 0) of 8.
        double spread = 1 - (9 / 16.0 + 1 / 16.0), distance = 0.55 * 0.55 + 0.05 * 0.05 + 3 * 0.04;
        Assert.Equal(spread / (7 * distance) * 0.8, CategoricalBandwidth.Shrinkage([6, 2, 0, 0, 0]), 1e-15);
    }

    [Fact]
    public void Shrinkage_comes_nearer_to_the_true_shares_than_counting()
    {
        SplitMix64 random = new(4);
        double[] shares = [0.4, 0.3, 0.15, 0.1, 0.05];
        double counted = 0, shrunk = 0;
        for (int sample = 0; sample < 2000; sample++)
        {
            int[] counts = new int[5];
            for (int i = 0; i < 12; i++)
            {
                double drawn = random.NextUInt32() / (double)uint.MaxValue;
                int value = 0;
                for (double sum = shares[0]; value < 4 && drawn >= sum; sum += shares[value])
                    value++;
                counts[value]++;
            }
            double h = CategoricalBandwidth.Shrinkage(counts);
            for (int value = 0; value < 5; value++)
            {
                double f = counts[value] / 12.0, smooth = (1 - h) * f + h / 4 * (1 - f);
                counted += (f - shares[value]) * (f - shares[value]);
                shrunk += (smooth - shares[value]) * (smooth - shares[value]);
            }
        }
        Assert.True(shrunk < 0.9 * counted, $"{shrunk} against {counted}");
    }

    private static double Defined(byte[][] data, byte[] digits, double minBandwidth, bool isSound)
    {
        (double Same, double Other)[] kernels = [.. Enumerable.Range(0, Positions).Select(position =>
        {
            int[] counts = [.. Enumerable.Range(0, Choices).Select(choice => data.Count(row => row[position] == choice))];
            double h = isSound
                ? Math.Min(0.8, Math.Max(minBandwidth, CategoricalBandwidth.Shrinkage(counts)))
                : Math.Max(minBandwidth, CategoricalBandwidth.NormalReference(counts, CategoricalBandwidth.NormalScale(data.Length, Positions)));
            int levels = isSound ? Choices : counts.Count(count => count > 0);
            return (1 - h, h / (levels - 1));
        })];
        double sum = 0;
        foreach (byte[] row in data)
        {
            double product = 1;
            for (int position = 0; position < Positions; position++)
                product *= row[position] == digits[position] ? kernels[position].Same : kernels[position].Other;
            sum += product;
        }
        return sum / data.Length;
    }

    private static byte[][] Data(int count, ref SplitMix64 random, Func<int, int> values)
    {
        int[] bounds = [.. Enumerable.Range(0, Positions).Select(values)];
        byte[][] data = new byte[count][];
        for (int i = 0; i < count; i++)
        {
            data[i] = new byte[Positions];
            for (int position = 0; position < Positions; position++)
                data[i][position] = (byte)random.NextIndex(bounds[position]);
        }
        return data;
    }

    private static RankedObservations Observations(byte[][] data)
    {
        RankedObservations observations = new(data[0].Length);
        for (int i = 0; i < data.Length; i++)
            observations.Insert(data[i], i);
        return observations;
    }
}
