using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;

namespace NatsBench.Fast.Benchmarks.Bare;

/// <summary>The paper's density of rows of digits by bare pointers: a lane a digit where it is fitted and drawn from.</summary>
internal sealed unsafe class BareDensity(int positions, int choices)
{
    private const ulong Step = 0x9E37_79B9_7F4A_7C15, Mixer1 = 0xBF58_476D_1CE4_E5B9, Mixer2 = 0x94D0_49BB_1331_11EB;
    private const double MinBandwidth = 0.3;

    // So many rows are counted in bytes.
    private const int Block = 240;

    private readonly double* _products = BareMemory.Of<double>(new double[1 << 8]);
    private readonly double* _same = BareMemory.Of<double>(new double[8]);
    private readonly double* _other = BareMemory.Of<double>(new double[8]);
    private readonly ulong* _thresholds = BareMemory.Of<ulong>(new ulong[8]);
    private ulong* _rows;

    public int Count { get; private set; }

    public void Fit(ulong* rows, int count)
    {
        _rows = rows;
        Count = count;
        // Small whole numbers are exact.
        Vector256<int> sum = Vector256<int>.Zero, squares = sum, levels = sum;
        for (int choice = 0; choice < choices; choice++)
        {
            Vector256<int> found = Found(choice);
            sum += found * choice;
            squares += found * (choice * choice);
            levels -= Vector256.GreaterThan(found, Vector256<int>.Zero);
        }
        double scale = CategoricalBandwidth.NormalScale(count, positions);
        Fit(sum.GetLower(), squares.GetLower(), levels.GetLower(), scale, 0);
        Fit(sum.GetUpper(), squares.GetUpper(), levels.GetUpper(), scale, 4);
        for (int position = positions; position < 8; position++)
            _thresholds[position] = ulong.MaxValue;
        Multiply();
    }

    private void Fit(Vector128<int> sum, Vector128<int> squares, Vector128<int> levels, double scale, int position)
    {
        Vector256<double> sums = ToDouble(sum);
        Vector256<double> root = Vector256.Sqrt(ToDouble(squares) * (double)Count - sums * sums);
        Vector256<double> h = Vector256.MaxNative(root * scale / Vector256.Create((double)Count), Vector256.Create(MinBandwidth));
        Vector256<double> same = Vector256<double>.One - h;
        same.Store(_same + position);
        (h / (ToDouble(levels) - Vector256<double>.One)).Store(_other + position);
        // A number of 32 bits is not below (1 - h) · 2^32.
        Vector256<double> threshold = Vector256.MaxNative(Vector256.Ceiling(same * (double)(1L << 32)), Vector256<double>.Zero);
        Vector256.ConvertToUInt64Native(threshold).Store(_thresholds + position);
    }

    private static Vector256<double> ToDouble(Vector128<int> values)
    {
        (Vector128<long> low, Vector128<long> high) = Vector128.Widen(values);
        return Vector256.ConvertToDouble(Vector256.Create(low, high));
    }

    // How often each digit has a value.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<int> Found(int choice)
    {
        Vector256<byte> value = Vector256.Create((byte)choice);
        Vector256<int> found = Vector256<int>.Zero;
        for (int start = 0; start < Count; start += Block)
        {
            int length = int.Min(Block, Count - start), i = 0;
            Vector256<byte> bytes = Vector256<byte>.Zero;
            for (; i <= length - 4; i += 4)
                bytes -= Vector256.Equals(Vector256.Load(_rows + start + i).AsByte(), value);
            Vector256<byte> rest = Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)(length - i))).AsByte();
            bytes -= Vector256.Equals(Vector256.Load(_rows + start + i).AsByte(), value) & rest;
            Vector128<ulong> halves = (bytes.GetLower() + bytes.GetUpper()).AsUInt64();
            Vector128<ushort> counts = Vector128.WidenLower(Vector128.CreateScalar(halves[0] + halves[1]).AsByte());
            found += Vector256.Create(Vector128.WidenLower(counts), Vector128.WidenUpper(counts)).AsInt32();
        }
        return found;
    }

    private void Multiply()
    {
        _products[0] = 1;
        for (int position = 0, known = 1; position < positions; position++, known *= 2)
        {
            double same = _same[position], other = _other[position];
            if (known >= Vector256<double>.Count)
                for (int i = 0; i < known; i += Vector256<double>.Count)
                {
                    Vector256<double> product = Vector256.Load(_products + i);
                    (product * same).Store(_products + known + i);
                    (product * other).Store(_products + i);
                }
            else
                for (int i = 0; i < known; i++)
                    (_products[known + i], _products[i]) = (_products[i] * same, _products[i] * other);
        }
    }

    /// <summary>A row with some digits drawn anew.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Redrawn(ulong row, ref SplitMix64 random)
    {
        ref ulong state = ref Unsafe.As<SplitMix64, ulong>(ref random);
        ulong used = positions == 8 ? ulong.MaxValue : (1UL << (8 * positions)) - 1, candidate = 0;
        if (Avx512DQ.IsSupported)
        {
            Vector512<ulong> z = Vector512.Create(state) + Vector512.Create(Step) * (Vector512<ulong>.Indices + Vector512<ulong>.One);
            state += Step * (ulong)positions;
            z = (z ^ (z >>> 30)) * Vector512.Create(Mixer1);
            z = (z ^ (z >>> 27)) * Vector512.Create(Mixer2);
            z ^= z >>> 31;
            Vector512<ulong> drawn = ((z & Vector512.Create((ulong)uint.MaxValue)) * Vector512.Create((ulong)choices)) >>> 32;
            Vector512<ulong> digits = Avx512F.ConvertToVector512UInt64(Vector128.CreateScalar(row).AsByte());
            digits = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(z >>> 32, Vector512.Load(_thresholds)), drawn, digits);
            return Avx512F.ConvertToVector128Byte(digits).AsUInt64()[0] & used;
        }
        for (int position = 0; position < positions; position++)
        {
            ulong bits = random.NextUInt64(), drawn = ((bits & uint.MaxValue) * (uint)choices) >> 32, digit = (row >> (8 * position)) & 0xFF;
            // All bits where it is drawn anew, without a jump.
            ulong isDrawn = (ulong)((long)(bits >> 32) - (long)_thresholds[position] >> 63);
            candidate |= ((drawn & ~isDrawn) | (digit & isDrawn)) << (8 * position);
        }
        return candidate;
    }

    /// <summary>The density at a row, added in the order of the product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double At(ulong digits)
    {
        double* products = _products;
        ulong* rows = _rows, end = rows + Count;
        (double sum0, double sum1, double sum2, double sum3) = (0, 0, 0, 0);
        Vector256<byte> asked = Vector256.Create(digits).AsByte();
        for (; rows <= end - 4; rows += 4)
        {
            uint agreement = Vector256.Equals(Vector256.Load(rows).AsByte(), asked).ExtractMostSignificantBits();
            sum0 += products[(byte)agreement];
            sum1 += products[(byte)(agreement >> 8)];
            sum2 += products[(byte)(agreement >> 16)];
            sum3 += products[agreement >> 24];
        }
        double sum = sum0 + sum1 + (sum2 + sum3);
        uint rest = Vector256.Equals(Vector256.Load(rows).AsByte(), asked).ExtractMostSignificantBits();
        for (; rows < end; rows++, rest >>= 8)
            sum += products[(byte)rest];
        return sum / Count;
    }
}
