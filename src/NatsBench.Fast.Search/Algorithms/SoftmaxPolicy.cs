using System.Runtime.Intrinsics;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Randomness;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>Independent softmax distributions of digits, in single precision as in PyTorch; each row fills one vector. Used by one thread.</summary>
internal sealed class SoftmaxPolicy
{
    private const float InitialDeviation = 1e-3f;

    // Categorical keeps probabilities this far from 0 and 1 before it takes their logarithm, and beyond lets no gradient through.
    private const float Margin = 1.1920929e-7f;

    private readonly int _positions;
    private readonly int _choices;
    private readonly Adam _adam;

    // Values beyond the choices have logit -∞ and probability 0.
    private readonly float[] _logits;
    private readonly float[] _probabilities;
    private readonly float[] _gradients;

    /// <summary>A policy near the uniform one.</summary>
    /// <param name="positions">Number of digits.</param>
    /// <param name="choices">Values a digit has, up to 8.</param>
    /// <param name="learningRate">Of Adam.</param>
    /// <param name="random">Draws the initial logits.</param>
    public SoftmaxPolicy(int positions, int choices, double learningRate, ref SplitMix64 random)
    {
        (_positions, _choices) = (positions, choices);
        int size = positions * Vector256<float>.Count;
        (_logits, _probabilities, _gradients) = (new float[size], new float[size], new float[size]);
        _adam = new Adam(size, learningRate);
        Array.Fill(_logits, float.NegativeInfinity);
        for (int position = 0; position < positions; position++)
            foreach (ref float logit in Row(_logits, position))
                logit = InitialDeviation * (float)StandardNormal.Next(ref random);
        Normalize();
    }

    /// <summary>The logits of a digit.</summary>
    public ReadOnlySpan<float> Logits(int position) => Row(_logits, position);

    /// <summary>The probabilities of a digit.</summary>
    public ReadOnlySpan<float> Probabilities(int position) => Row(_probabilities, position);

    /// <summary>Sets the logits.</summary>
    /// <param name="logits">Row by row, without padding.</param>
    public void SetLogits(ReadOnlySpan<float> logits)
    {
        for (int position = 0; position < _positions; position++)
            logits.Slice(position * _choices, _choices).CopyTo(Row(_logits, position));
        Normalize();
    }

    /// <summary>Draws every digit; one number each.</summary>
    public void Sample(ref SplitMix64 random, Span<byte> digits)
    {
        for (int position = 0; position < digits.Length; position++)
        {
            ReadOnlySpan<float> probabilities = Row(_probabilities, position);
            float drawn = (random.NextUInt32() >> 8) * (1f / (1 << 24)), sum = 0;
            int digit = 0;
            for (int choice = 0; choice < probabilities.Length - 1; choice++)
            {
                sum += probabilities[choice];
                digit += drawn >= sum ? 1 : 0;
            }
            digits[position] = (byte)digit;
        }
    }

    /// <summary>One step down the gradient of -advantage · Σ log p(digit).</summary>
    public void Reinforce(ReadOnlySpan<byte> digits, float advantage)
    {
        for (int position = 0; position < digits.Length; position++)
        {
            Vector256<float> probabilities = Vector256.LoadUnsafe(ref _probabilities[position * Vector256<float>.Count]);
            ref float gradients = ref _gradients[position * Vector256<float>.Count];
            float chosen = probabilities[digits[position]];
            if (chosen is < Margin or > 1 - Margin)
            {
                Vector256<float>.Zero.StoreUnsafe(ref gradients);
                continue;
            }
            (probabilities * advantage).StoreUnsafe(ref gradients);
            _gradients[position * Vector256<float>.Count + digits[position]] = advantage * (chosen - 1);
        }
        _adam.Step(_logits, _gradients);
        Normalize();
    }

    private void Normalize()
    {
        Vector256<float> mask = Vector256.LessThan(Vector256<float>.Indices, Vector256.Create((float)_choices));
        for (int position = 0; position < _positions; position++)
        {
            float most = float.NegativeInfinity;
            foreach (float logit in Row(_logits, position))
                most = MathF.Max(most, logit);
            ref float row = ref _probabilities[position * Vector256<float>.Count];
            Vector256<float> powers = Exp(Vector256.LoadUnsafe(ref _logits[position * Vector256<float>.Count]) - Vector256.Create(most)) & mask;
            powers.StoreUnsafe(ref row);
            // In the order of the choices, for the bits of a sum depend on it.
            float sum = 0;
            foreach (float power in Row(_probabilities, position))
                sum += power;
            (powers / sum).StoreUnsafe(ref row);
        }
    }

    private Span<float> Row(float[] rows, int position) => rows.AsSpan(position * Vector256<float>.Count, _choices);

    // e to the power of x, x not above 0, as 2^n · e^r with |r| below 0.35; to about one unit in the last place, or e^-87 where it is less.
    // Multiplications and additions are never fused, so every machine gets the same bits.
    private static Vector256<float> Exp(Vector256<float> x)
    {
        // ln 2 in two parts, so that the first product is exact.
        const float Log2E = 1.44269504f, Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;
        x = Vector256.Max(x, Vector256.Create(-87f));
        Vector256<float> power = Vector256.Floor(x * Log2E + Vector256.Create(0.5f));
        Vector256<float> r = x - power * Ln2High - power * Ln2Low;
        Vector256<float> sum = Vector256.Create(1f / 5040);
        sum = sum * r + Vector256.Create(1f / 720);
        sum = sum * r + Vector256.Create(1f / 120);
        sum = sum * r + Vector256.Create(1f / 24);
        sum = sum * r + Vector256.Create(1f / 6);
        sum = sum * r + Vector256.Create(0.5f);
        sum = sum * r * r + r + Vector256<float>.One;
        return sum * ((Vector256.ConvertToInt32(power) + Vector256.Create(127)) << 23).AsSingle();
    }
}
