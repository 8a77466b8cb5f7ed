using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// A kernel density of digits: the mean over some observations of a product of kernels of Aitchison and Aitken (Biometrika 1976), 1 - h where
/// a digit agrees and h / (L - 1) where it does not, as statsmodels' <c>KDEMultivariate</c> has them. Used by one thread.
/// </summary>
/// <param name="choices">Values a digit has.</param>
/// <param name="minBandwidth">The least h.</param>
/// <param name="isSound">
/// False: L counts the values that occur, so that h / 0 is infinite or NaN where one alone does, and h by
/// <see cref="CategoricalBandwidth.NormalReference"/> may exceed 1. True: L is <paramref name="choices"/>, and h by
/// <see cref="CategoricalBandwidth.Shrinkage"/> is (L - 1) / L at most, where all values are equally likely.
/// </param>
internal sealed class CategoricalDensity(int choices, double minBandwidth, bool isSound)
{
    private readonly int[] _counts = new int[choices];
    private RankedObservations? _data;
    private int _first;
    private (double Bandwidth, double Same, double Other)[] _kernels = [];

    // By which digits agree, one bit each.
    private double[] _products = [];
    private byte[] _agreement = [];

    /// <summary>Number of observations.</summary>
    public int Count { get; private set; }

    /// <summary>The bandwidth of a digit.</summary>
    public double Bandwidth(int position) => _kernels[position].Bandwidth;

    /// <summary>Takes its observations; they must not change while it is asked.</summary>
    /// <param name="data">The observations.</param>
    /// <param name="first">The rank of its first.</param>
    /// <param name="count">How many.</param>
    public void Fit(RankedObservations data, int first, int count)
    {
        (_data, _first, Count) = (data, first, count);
        if (_kernels.Length != data.Positions)
            (_kernels, _products) = (new (double, double, double)[data.Positions], new double[1 << data.Positions]);
        if (_agreement.Length < count + Vector256<byte>.Count)
            _agreement = new byte[2 * count + Vector256<byte>.Count];
        double scale = isSound ? 0 : CategoricalBandwidth.NormalScale(count, data.Positions);
        for (int position = 0; position < data.Positions; position++)
        {
            ReadOnlySpan<byte> column = data.Column(position).Slice(first, count);
            int levels = 0;
            for (int choice = 0; choice < choices; choice++)
            {
                _counts[choice] = column.Count((byte)choice);
                levels += _counts[choice] > 0 ? 1 : 0;
            }
            double h = isSound
                ? Math.Min(Math.Max(CategoricalBandwidth.Shrinkage(_counts), minBandwidth), (choices - 1.0) / choices)
                : Math.Max(CategoricalBandwidth.NormalReference(_counts, scale), minBandwidth);
            _kernels[position] = (h, 1 - h, h / ((isSound ? choices : levels) - 1));
        }
    }

    /// <summary>The density at some digits.</summary>
    public double At(ReadOnlySpan<byte> digits)
    {
        Multiply();
        Compare(digits);
        // An order of adding that keeps four sums under way.
        ReadOnlySpan<byte> agreement = _agreement.AsSpan(0, Count);
        double[] products = _products;
        (double sum0, double sum1, double sum2, double sum3) = (0, 0, 0, 0);
        for (; agreement.Length >= 4; agreement = agreement[4..])
        {
            sum0 += products[agreement[0]];
            sum1 += products[agreement[1]];
            sum2 += products[agreement[2]];
            sum3 += products[agreement[3]];
        }
        double sum = sum0 + sum1 + (sum2 + sum3);
        foreach (byte which in agreement)
            sum += products[which];
        return sum / Count;
    }

    // Observations that agree in the same digits have the same product, so there are only 2^digits of them.
    private void Multiply()
    {
        _products[0] = 1;
        for (int position = 0, known = 1; position < _kernels.Length; position++, known *= 2)
            for (int which = 0; which < known; which++)
            {
                _products[which + known] = _products[which] * _kernels[position].Same;
                _products[which] *= _kernels[position].Other;
            }
    }

    private void Compare(ReadOnlySpan<byte> digits)
    {
        for (int i = 0; i < Count; i += Vector256<byte>.Count)
        {
            Vector256<byte> agreement = Vector256<byte>.Zero;
            for (int position = 0; position < digits.Length; position++)
            {
                Vector256<byte> column = Vector256.Create(_data!.Column(position).Slice(_first + i));
                agreement |= Vector256.Equals(column, Vector256.Create(digits[position])) & Vector256.Create((byte)(1 << position));
            }
            agreement.CopyTo(_agreement, i);
        }
    }
}
