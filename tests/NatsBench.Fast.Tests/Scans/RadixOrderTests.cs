using CsCheck;
using NatsBench.Fast.Scans.Kernels;

namespace NatsBench.Fast.Tests.Scans;

/// <summary>The order of a stable sort, whatever the numbers share.</summary>
public sealed class RadixOrderTests
{
    // Few numbers, so that there are ties; some apart in their last bits alone, with one far away that leaves those bits out of the prefix.
    private static readonly double[] Starts = [-1e300, -2.5, 0, -0.0, 31.34, 1e300];
    private static readonly Gen<double> Number = Gen.Select(Gen.Int[0, Starts.Length - 1], Gen.Int[0, 3])
        .Select((start, steps) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(Starts[start]) + steps));

    [Fact]
    public void It_is_that_of_a_stable_sort() => Number.Array[0, 400].Sample(values =>
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        RadixOrder.Sort(values, order);
        Assert.Equal(Enumerable.Range(0, values.Length).OrderBy(index => values[index]), order);
    }, iter: 500);

    [Fact]
    public void Some_of_the_numbers_are_sorted_among_themselves() => Number.Array[100, 400].Sample(values =>
    {
        int[] chosen = [.. Enumerable.Range(0, values.Length).Where(index => index % 3 != 1)];
        int[] order = [.. chosen];
        RadixOrder.Sort(values, order);
        Assert.Equal(chosen.OrderBy(index => values[index]), order);
    }, iter: 100);

    [Fact]
    public void Inversions_are_the_pairs_that_stand_wrong() => Gen.Select(Gen.Int[0, 5000], Gen.Int).Sample((count, seed) =>
    {
        int[] permutation = [.. Enumerable.Range(0, count)];
        new Random(seed).Shuffle(permutation);
        long wrong = 0;
        for (int j = 0; j < count; j++)
            for (int i = 0; i < j; i++)
                wrong += permutation[i] > permutation[j] ? 1 : 0;
        Assert.Equal(wrong, Inversions.Count(permutation));
    }, iter: 20);
}
