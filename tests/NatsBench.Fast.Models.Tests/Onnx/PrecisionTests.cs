using NatsBench.Fast.Models.Onnx;

namespace NatsBench.Fast.Models.Tests.Onnx;

/// <summary>Vectors round as single numbers do.</summary>
public sealed class PrecisionTests
{
    [Fact]
    public void Float16_is_the_nearest_of_any_float32()
    {
        List<float> values = [];
        for (uint bits = 0; bits < 0x7C00; bits++)
        {
            // A number of float16, its neighbours in float32, the half-way to the next one and its neighbours, both signs.
            float value = (float)BitConverter.UInt16BitsToHalf((ushort)bits), next = (float)BitConverter.UInt16BitsToHalf((ushort)(bits + 1));
            float between = float.IsFinite(next) ? (value + next) / 2 : value;
            foreach (float one in (float[])[value, float.BitIncrement(value), between, float.BitDecrement(between), float.BitIncrement(between)])
                values.AddRange([one, -one]);
        }
        for (uint i = 0; i < 100_000; i++)
            if (BitConverter.UInt32BitsToSingle(i * 2_654_435_761) is float random && Math.Abs(random) < 65_520)
                values.Add(random);
        Half[] halves = new Half[values.Count];
        Assert.Equal(values.Count, Precision.ToHalf(values.ToArray(), halves));
        Assert.Equal(values.Select(value => BitConverter.HalfToUInt16Bits((Half)value)), halves.Select(BitConverter.HalfToUInt16Bits));
    }

    [Theory]
    [InlineData(65_520f)]
    [InlineData(-1e30f)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void The_first_number_beyond_is_found_wherever_it_is(float beyond)
    {
        for (int length = 1; length < 150; length++)
            foreach (int place in (int[])[0, length / 2, length - 1])
            {
                float[] values = new float[length];
                values[place] = beyond;
                Assert.Equal(place, Precision.ToHalf(values, new Half[length]));
                Assert.Equal(float.IsFinite(beyond) ? length : place, Precision.FirstNotFinite(values));
            }
    }

    [Fact]
    public void A_product_is_rounded_once()
    {
        Random random = new(1);
        float[] values = [.. Enumerable.Range(0, 1001).Select(_ => (float)(random.NextDouble() - 0.5))], scaled = new float[values.Length];
        const double Factor = 1.000000059604645;
        Precision.Scale(values, Factor, scaled);
        Assert.Equal(values.Select(value => (float)(value * Factor)), scaled);
        Assert.NotEqual(values.Select(value => value * (float)Factor), scaled);
    }
}
