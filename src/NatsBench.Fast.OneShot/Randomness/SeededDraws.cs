using System.Buffers.Binary;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.OneShot.Randomness;

/// <summary>Draws of a root seed, one stream for each purpose: equal seeds, equal draws on every machine.</summary>
public sealed class SeededDraws : IDraws
{
    private const double Scale = 1.0 / (1L << 53);

    private static readonly int Purposes = Enum.GetValues<DrawPurpose>().Length;

    // A stream is a seed and how many numbers were taken of it.
    private readonly ulong[] _seeds = new ulong[Purposes];
    private readonly ulong[] _taken = new ulong[Purposes];

    /// <summary>Creates the streams.</summary>
    /// <param name="seed">Any number.</param>
    public SeededDraws(ulong seed)
    {
        for (int purpose = 0; purpose < Purposes; purpose++)
            _seeds[purpose] = SplitMix64.At(seed, (ulong)purpose);
    }

    /// <inheritdoc/>
    public void Exponential(DrawPurpose purpose, Span<double> values)
    {
        foreach (ref double value in values)
            value = -Math.Log(1 - Uniform(purpose)) is > 0 and double number ? number : double.Epsilon;
    }

    /// <inheritdoc/>
    public double Uniform(DrawPurpose purpose) => (Next(purpose) >> 11) * Scale;

    /// <inheritdoc/>
    public int Index(DrawPurpose purpose, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)(((UInt128)Next(purpose) * (uint)bound) >> 64);
    }

    /// <inheritdoc/>
    public int Category(DrawPurpose purpose, ReadOnlySpan<double> weights) => Place(weights, Uniform(purpose), except: -1);

    /// <inheritdoc/>
    public (int First, int Second) DistinctPair(DrawPurpose purpose, ReadOnlySpan<double> weights)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weights.Length, 2, nameof(weights));
        int first = Place(weights, Uniform(purpose), except: -1);
        return (first, Place(weights, Uniform(purpose), except: first));
    }

    /// <inheritdoc/>
    public byte[] Save()
    {
        byte[] state = new byte[Purposes * 2 * sizeof(ulong)];
        for (int purpose = 0; purpose < Purposes; purpose++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(state.AsSpan(purpose * 16), _seeds[purpose]);
            BinaryPrimitives.WriteUInt64LittleEndian(state.AsSpan(purpose * 16 + 8), _taken[purpose]);
        }
        return state;
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySpan<byte> state)
    {
        if (state.Length != Purposes * 2 * sizeof(ulong))
            throw new NatsBenchException($"{state.Length} bytes are no state of seeded draws, which has {Purposes * 2 * sizeof(ulong)}");
        for (int purpose = 0; purpose < Purposes; purpose++)
        {
            _seeds[purpose] = BinaryPrimitives.ReadUInt64LittleEndian(state[(purpose * 16)..]);
            _taken[purpose] = BinaryPrimitives.ReadUInt64LittleEndian(state[(purpose * 16 + 8)..]);
        }
    }

    private static int Place(ReadOnlySpan<double> weights, double uniform, int except)
    {
        double total = 0;
        for (int i = 0; i < weights.Length; i++)
            if (i != except)
                total += weights[i];
        double rest = uniform * total;
        int last = -1;
        for (int i = 0; i < weights.Length; i++)
        {
            if (i == except || !(weights[i] > 0))
                continue;
            last = i;
            rest -= weights[i];
            if (rest < 0)
                return i;
        }
        return last >= 0 ? last : throw new NatsBenchException("nothing can be drawn: all weights are 0, or not numbers; has the search diverged?");
    }

    private ulong Next(DrawPurpose purpose) => SplitMix64.At(_seeds[(int)purpose], _taken[(int)purpose]++);
}
