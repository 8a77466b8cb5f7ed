using System.Numerics;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Models.Onnx;

/// <summary>Numbers rounded to the precision of a model. The loops at the end of each method say what the vectors before them do.</summary>
internal static class Precision
{
    // All of float32's bits but the sign.
    private const uint Magnitude = 0x7FFF_FFFF;

    // From here on a float32 rounds to an infinity in float16: half-way from 65,504, the largest, to 65,536.
    private const uint TooLarge = 0x477F_F000;

    // 2^-14, the least that float16 has with all of its digits.
    private const uint LeastNormal = 0x3880_0000;

    /// <summary>Multiplies in double precision and rounds once.</summary>
    public static void Scale(ReadOnlySpan<float> values, double factor, Span<float> scaled)
    {
        int i = 0;
        for (Vector<double> factors = new(factor); i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(values[i..]), out Vector<double> low, out Vector<double> high);
            Vector.Narrow(low * factors, high * factors).CopyTo(scaled[i..]);
        }
        for (; i < values.Length; i++)
            scaled[i] = (float)(values[i] * factor);
    }

    /// <summary>The place of the first number that is not finite; the length where there is none.</summary>
    public static int FirstNotFinite(ReadOnlySpan<float> values)
    {
        int i = 0;
        for (Vector<float> most = new(float.MaxValue); i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            if (!Vector.LessThanOrEqualAll(Vector.Abs(new Vector<float>(values[i..])), most))
                break;
        while (i < values.Length && float.IsFinite(values[i]))
            i++;
        return i;
    }

    /// <summary>Rounds to float16, ties to even.</summary>
    /// <returns>The place of the first number that is not finite in float16, where it ends; the length where there is none.</returns>
    public static int ToHalf(ReadOnlySpan<float> values, Span<Half> halves)
    {
        int i = 0;
        Span<ushort> bits = MemoryMarshal.Cast<Half, ushort>(halves);
        for (; i <= values.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector<uint> low = Vector.AsVectorUInt32(new Vector<float>(values[i..]));
            Vector<uint> high = Vector.AsVectorUInt32(new Vector<float>(values[(i + Vector<uint>.Count)..]));
            if (!Vector.LessThanAll(Vector.Max(low & new Vector<uint>(Magnitude), high & new Vector<uint>(Magnitude)), new Vector<uint>(TooLarge)))
                break;
            Vector.Narrow(HalfBits(low), HalfBits(high)).CopyTo(bits[i..]);
        }
        for (; i < values.Length; i++)
            if (!Half.IsFinite(halves[i] = (Half)values[i]))
                break;
        return i;
    }

    private static Vector<uint> HalfBits(Vector<uint> bits)
    {
        Vector<uint> magnitude = bits & new Vector<uint>(Magnitude);
        // The exponent is counted from another number, and just less than half of the last place is added: a half if the digit before is odd.
        Vector<uint> odd = Vector.ShiftRightLogical(magnitude, 13) & Vector<uint>.One;
        Vector<uint> normal = Vector.ShiftRightLogical(magnitude + new Vector<uint>(0xC800_0FFF) + odd, 13);
        // What has fewer digits is rounded by a sum whose last place is float16's least number.
        Vector<uint> small = Vector.AsVectorUInt32(Vector.AsVectorSingle(magnitude) + new Vector<float>(0.5f)) - new Vector<uint>(0x3F00_0000);
        return Vector.ConditionalSelect(Vector.LessThan(magnitude, new Vector<uint>(LeastNormal)), small, normal)
            | (Vector.ShiftRightLogical(bits, 16) & new Vector<uint>(0x8000));
    }
}
