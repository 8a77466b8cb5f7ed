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
    private readonly int[] _counts = new int[choices * DigitCounts.Stride];

    // By digit; kernels where it agrees and where it does not.
    private readonly double[] _bandwidths = new double[DigitCounts.Stride];
    private readonly double[] _same = new double[DigitCounts.Stride];
    private readonly double[] _other = new double[DigitCounts.Stride];

    // A digit in which a row agrees is a bit of a byte.
    private readonly double[] _products = new double[1 << DigitCounts.Stride];
    private RankedObservations? _data;
    private int _first;

    /// <summary>Number of observations.</summary>
    public int Count { get; private set; }

    /// <summary>The bandwidth of a digit.</summary>
    public double Bandwidth(int position) => _bandwidths[position];

    /// <summary>Takes its observations; they must not change while it is asked.</summary>
    /// <param name="data">The observations.</param>
    /// <param name="first">The rank of its first.</param>
    /// <param name="count">How many.</param>
    public void Fit(RankedObservations data, int first, int count)
    {
        (_data, _first, Count) = (data, first, count);
        DigitCounts.Count(data.Rows.Slice(first, count), choices, _counts);
        if (isSound)
            FitShrinkage();
        else
            FitNormalReference();
        Multiply();
    }

    // All digits at once; whole numbers, which doubles hold exactly up to the root.
    private void FitNormalReference()
    {
        Vector256<int> sums = Vector256<int>.Zero, squares = sums, levels = sums;
        for (int value = 0; value < choices; value++)
        {
            Vector256<int> found = Vector256.LoadUnsafe(ref _counts[value * DigitCounts.Stride]);
            sums += found * value;
            squares += found * (value * value);
            levels -= Vector256.GreaterThan(found, Vector256<int>.Zero);
        }
        double scale = CategoricalBandwidth.NormalScale(Count, _data!.Positions);
        Vector256<double> count = Vector256.Create((double)Count), least = Vector256.Create(minBandwidth);
        for (int half = 0; half < 2; half++)
        {
            Vector256<double> sum = ToDouble(sums, half), root = Vector256.Sqrt(ToDouble(squares, half) * count - sum * sum);
            Vector256<double> h = Vector256.Max(root * scale / count, least);
            h.StoreUnsafe(ref _bandwidths[half * Vector256<double>.Count]);
            (Vector256<double>.One - h).StoreUnsafe(ref _same[half * Vector256<double>.Count]);
            (h / (ToDouble(levels, half) - Vector256<double>.One)).StoreUnsafe(ref _other[half * Vector256<double>.Count]);
        }
    }

    private static Vector256<double> ToDouble(Vector256<int> values, int half)
    {
        (Vector128<long> low, Vector128<long> high) = Vector128.Widen(half == 0 ? values.GetLower() : values.GetUpper());
        return Vector256.ConvertToDouble(Vector256.Create(low, high));
    }

    private void FitShrinkage()
    {
        Span<int> counts = stackalloc int[choices];
        for (int position = 0; position < _data!.Positions; position++)
        {
            for (int value = 0; value < choices; value++)
                counts[value] = _counts[value * DigitCounts.Stride + position];
            double h = Math.Min(Math.Max(CategoricalBandwidth.Shrinkage(counts), minBandwidth), (choices - 1.0) / choices);
            (_bandwidths[position], _same[position], _other[position]) = (h, 1 - h, h / (choices - 1));
        }
    }

    /// <summary>The density at some digits.</summary>
    /// <param name="digits">A row (<see cref="RankedObservations.Row"/>).</param>
    public double At(ulong digits)
    {
        // Beyond the digits nothing agrees.
        digits &= ~(ulong.MaxValue << (8 * _data!.Positions - 1) << 1);
        ref double products = ref MemoryMarshal.GetArrayDataReference(_products);
        ref ulong row = ref MemoryMarshal.GetReference(_data.Rows.Slice(_first, Count));
        // An order of adding that keeps four sums under way.
        (double sum0, double sum1, double sum2, double sum3) = (0, 0, 0, 0);
        Vector256<byte> asked = Vector256.Create(digits).AsByte();
        int i = 0;
        for (; i <= Count - 4; i += 4)
        {
            uint agreement = Agreement(ref Unsafe.Add(ref row, i), asked);
            sum0 += Unsafe.Add(ref products, (byte)agreement);
            sum1 += Unsafe.Add(ref products, (byte)(agreement >> 8));
            sum2 += Unsafe.Add(ref products, (byte)(agreement >> 16));
            sum3 += Unsafe.Add(ref products, agreement >> 24);
        }
        double sum = sum0 + sum1 + (sum2 + sum3);
        for (; i < Count; i++)
            sum += Unsafe.Add(ref products, Agreement(Unsafe.Add(ref row, i), digits));
        return sum / Count;
    }

    // Of four rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Agreement(ref ulong rows, Vector256<byte> asked)
    {
        if (Vector128.IsHardwareAccelerated)
            return Vector256.Equals(Vector256.LoadUnsafe(ref rows).AsByte(), asked).ExtractMostSignificantBits();
        ulong digits = asked.AsUInt64()[0];
        return Agreement(rows, digits) | Agreement(Unsafe.Add(ref rows, 1), digits) << 8
            | Agreement(Unsafe.Add(ref rows, 2), digits) << 16 | Agreement(Unsafe.Add(ref rows, 3), digits) << 24;
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
        for (int position = 0, known = 1; position < _data!.Positions; position++, known *= 2)
        {
            Span<double> products = _products.AsSpan(0, known), agreeing = _products.AsSpan(known, known);
            (double same, double other) = (_same[position], _other[position]);
            for (; products.Length >= Vector256<double>.Count; products = products[Vector256<double>.Count..], agreeing = agreeing[Vector256<double>.Count..])
            {
                Vector256<double> some = Vector256.Create<double>(products);
                (some * same).CopyTo(agreeing);
                (some * other).CopyTo(products);
            }
            for (int which = 0; which < products.Length; which++)
                (agreeing[which], products[which]) = (products[which] * same, products[which] * other);
        }
    }
}
