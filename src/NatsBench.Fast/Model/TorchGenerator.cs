namespace NatsBench.Fast.Model;

/// <summary>
/// PyTorch's generator of random numbers on a processor, draw for draw (<c>at::CPUGeneratorImpl</c> and
/// <c>ATen/core/DistributionsHelper.h</c>). One thread at a time.
/// </summary>
public sealed class TorchGenerator
{
    private const int MantissaBits = 24;

    private readonly MersenneTwister _twister;

    /// <summary>A generator after <c>torch.manual_seed</c>.</summary>
    /// <param name="seed">Any number. As in PyTorch its lowest 32 bits alone count.</param>
    public TorchGenerator(long seed) => _twister = MersenneTwister.OfNumber(unchecked((uint)seed));

    /// <summary>A number from 0 up to but not including 1, a multiple of 2^-24: <c>torch.rand(1)</c>.</summary>
    public float NextSingle() => (_twister.NextUInt32() & ((1u << MantissaBits) - 1)) * (1f / (1 << MantissaBits));

    /// <summary>A whole number from 0 to <paramref name="bound"/> - 1: <c>torch.randint(bound, (1,))</c>.</summary>
    /// <param name="bound">At least 1.</param>
    public int NextBelow(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)(_twister.NextUInt32() % (uint)bound);
    }

    /// <summary>Fills a tensor's elements in their order: <c>tensor.uniform_(low, high)</c>.</summary>
    /// <param name="values">Where the numbers go.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">Not below <paramref name="low"/>.</param>
    public void Uniform(Span<float> values, float low, float high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(high, low);
        float range = high - low;
        // PyTorch's code for AVX2 and every later instruction set rounds once here; only its code for older processors rounds twice.
        for (int i = 0; i < values.Length; i++)
            values[i] = MathF.FusedMultiplyAdd(NextSingle(), range, low);
    }
}
