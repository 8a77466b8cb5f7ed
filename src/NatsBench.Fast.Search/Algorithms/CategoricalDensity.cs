using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    // A digit in which a row agrees is a bit of a byte.
    private readonly double[] _products = new double[1 << 8];
    private RankedObservations? _data;
    private int _first;
    private int[] _counts = [];
    private (double Bandwidth, double Same, double Other)[] _kernels = [];

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
            (_kernels, _counts) = (new (double, double, double)[data.Positions], new int[data.Positions * choices]);
        DigitCounts.Count(data.Rows.Slice(first, count), data.Positions, choices, _counts);
        double scale = isSound ? 0 : CategoricalBandwidth.NormalScale(count, data.Positions);
        for (int position = 0; position < data.Positions; position++)
        {
            ReadOnlySpan<int> counts = _counts.AsSpan(position * choices, choices);
            int levels = 0;
            foreach (int of in counts)
                levels += of > 0 ? 1 : 0;
            double h = isSound
                ? Math.Min(Math.Max(CategoricalBandwidth.Shrinkage(counts), minBandwidth), (choices - 1.0) / choices)
                : Math.Max(CategoricalBandwidth.NormalReference(counts, scale), minBandwidth);
            _kernels[position] = (h, 1 - h, h / ((isSound ? choices : levels) - 1));
        }
        Multiply();
    }

    /// <summary>The density at some digits.</summary>
    /// <param name="digits">A row (<see cref="RankedObservations.Row"/>).</param>
    public double At(ulong digits)
    {
        // Beyond the digits nothing agrees.
        digits &= ~(ulong.MaxValue << (8 * _kernels.Length - 1) << 1);
        ref double products = ref MemoryMarshal.GetArrayDataReference(_products);
        ReadOnlySpan<ulong> rows = _data!.Rows.Slice(_first, Count);
        // An order of adding that keeps four sums under way.
        (double sum0, double sum1, double sum2, double sum3) = (0, 0, 0, 0);
        Vector256<byte> asked = Vector256.Create(digits).AsByte();
        for (; rows.Length >= 4; rows = rows[4..])
        {
            uint agreement = Vector128.IsHardwareAccelerated
                ? Vector256.Equals(Vector256.Create(rows).AsByte(), asked).ExtractMostSignificantBits()
                : Agreement(rows[0], digits) | Agreement(rows[1], digits) << 8 | Agreement(rows[2], digits) << 16 | Agreement(rows[3], digits) << 24;
            sum0 += Unsafe.Add(ref products, (byte)agreement);
            sum1 += Unsafe.Add(ref products, (byte)(agreement >> 8));
            sum2 += Unsafe.Add(ref products, (byte)(agreement >> 16));
            sum3 += Unsafe.Add(ref products, agreement >> 24);
        }
        double sum = sum0 + sum1 + (sum2 + sum3);
        foreach (ulong row in rows)
            sum += Unsafe.Add(ref products, Agreement(row, digits));
        return sum / Count;
    }

    // A bit for each byte in which two rows agree.
    private static uint Agreement(ulong row, ulong digits)
    {
        const ulong Low = 0x7F7F_7F7F_7F7F_7F7F, Gather = 0x0102_0408_1020_4080;
        ulong different = row ^ digits, same = ~(((different & Low) + Low) | different | Low);
        return (uint)(((same >> 7) * Gather) >> 56);
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
}
