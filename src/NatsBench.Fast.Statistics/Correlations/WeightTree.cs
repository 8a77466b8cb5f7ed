namespace NatsBench.Fast.Statistics.Correlations;

/// <summary>Counts and weights of numbers from 0 on, and their sums below a bound in logarithmic time (Fenwick 1994).</summary>
/// <param name="most">The greatest number.</param>
internal sealed class WeightTree(int most)
{
    private readonly (double Count, double Weight)[] _sums = new (double, double)[most + 2];

    public void Add(int number, double weight)
    {
        for (int i = number + 1; i < _sums.Length; i += i & -i)
            _sums[i] = (_sums[i].Count + 1, _sums[i].Weight + weight);
    }

    public (double Count, double Weight) Below(int bound)
    {
        (double count, double weight) = (0, 0);
        for (int i = bound; i > 0; i -= i & -i)
            (count, weight) = (count + _sums[i].Count, weight + _sums[i].Weight);
        return (count, weight);
    }
}
