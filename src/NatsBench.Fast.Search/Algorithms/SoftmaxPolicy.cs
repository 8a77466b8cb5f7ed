using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Randomness;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// Independent softmax distributions of digits, in single precision as in PyTorch. Each choice fills a vector, with a lane a digit, so that
/// what is added in the order of the choices is added for all digits at once. Used by one thread.
/// </summary>
internal sealed class SoftmaxPolicy
{
    /// <summary>Digits travel in one number, the first in the lowest bits.</summary>
    public const int BitsOfDigit = 3;

    private const float InitialDeviation = 1e-3f;

    // Categorical keeps probabilities this far from 0 and 1 before it takes their logarithm, and beyond lets no gradient through.
    private const float Margin = 1.1920929e-7f;

    /// <summary>Numbers that are read for a draw, whatever the number of digits.</summary>
    public const int Lanes = 8;

    private readonly int _positions;
    private readonly int _choices;
    private readonly Adam _adam;

    // Lanes beyond the digits have equal logits and no gradient.
    private readonly float[] _logits;
    private readonly float[] _probabilities;

    // Of each digit in a number: where it begins, what it counts in a code, all of its bits, and nothing but bits that it does not have beyond
    // the digits.
    private readonly Vector256<int> _units;
    private readonly Vector256<int> _weights;
    private readonly Vector256<int> _bits;
    private readonly Vector256<int> _beyond;

    /// <summary>A policy that must begin before it is used.</summary>
    /// <param name="positions">Number of digits, up to 8.</param>
    /// <param name="choices">Values a digit has, up to 8.</param>
    /// <param name="learningRate">Of Adam.</param>
    public SoftmaxPolicy(int positions, int choices, double learningRate)
    {
        (_positions, _choices) = (positions, choices);
        int size = choices * Lanes, weight = 1;
        (_logits, _probabilities) = (new float[size], new float[size]);
        _adam = new Adam(size, learningRate);
        for (int position = positions - 1; position >= 0; position--, weight *= choices)
        {
            _units = _units.WithElement(position, 1 << (position * BitsOfDigit));
            _weights = _weights.WithElement(position, weight);
        }
        _bits = _units * ((1 << BitsOfDigit) - 1);
        _beyond = Vector256.Equals(_units, Vector256<int>.Zero);
    }

    /// <summary>Begins anew, near the uniform policy.</summary>
    /// <param name="random">Draws the initial logits.</param>
    public void Begin(ref SplitMix64 random)
    {
        for (int position = 0; position < _positions; position++)
            for (int choice = 0; choice < _choices; choice++)
                _logits[choice * Lanes + position] = InitialDeviation * (float)StandardNormal.Next(ref random);
        _adam.Clear();
        Normalize();
    }

    /// <summary>A copy of the logits of a digit.</summary>
    public float[] Logits(int position) => Row(_logits, position);

    /// <summary>A copy of the probabilities of a digit.</summary>
    public float[] Probabilities(int position) => Row(_probabilities, position);

    /// <summary>Sets the logits.</summary>
    /// <param name="logits">Digit by digit.</param>
    public void SetLogits(ReadOnlySpan<float> logits)
    {
        for (int position = 0; position < _positions; position++)
            for (int choice = 0; choice < _choices; choice++)
                _logits[choice * Lanes + position] = logits[position * _choices + choice];
        Normalize();
    }

    /// <summary>Draws every digit.</summary>
    /// <param name="numbers">32 uniform bits for each digit; <see cref="Lanes"/> are read.</param>
    /// <param name="code">The digits in one number of base <c>choices</c>, the first the highest.</param>
    /// <returns>The digits in one number, <see cref="BitsOfDigit"/> each.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Sample(ReadOnlySpan<uint> numbers, out int code)
    {
        Vector256<float> drawn = Vector256.ConvertToSingle((Vector256.Create(numbers) >>> 8).AsInt32()) * (1f / (1 << 24));
        Vector256<float> sum = Vector256<float>.Zero;
        Vector256<int> digits = Vector256<int>.Zero;
        for (int i = 0; i < _probabilities.Length - Lanes; i += Lanes)
        {
            sum += Vector256.LoadUnsafe(ref _probabilities[i]);
            digits -= Vector256.GreaterThanOrEqual(drawn, sum).AsInt32();
        }
        code = Vector256.Sum(digits * _weights);
        return Vector256.Sum(digits * _units);
    }

    /// <summary>One step down the gradient of -advantage · Σ log p(digit).</summary>
    /// <param name="digits">The digits in one number.</param>
    /// <param name="advantage">How much better they were than expected.</param>
    public void Reinforce(int digits, float advantage)
    {
        Vector256<int> those = (Vector256.Create(digits) & _bits) | _beyond, these = Vector256<int>.Zero;
        Vector256<float> chosen = Vector256<float>.Zero;
        for (int i = 0; i < _probabilities.Length; i += Lanes, these += _units)
            chosen = Vector256.ConditionalSelect(Vector256.Equals(those, these).AsSingle(), Vector256.LoadUnsafe(ref _probabilities[i]), chosen);
        Vector256<float> certain =
            Vector256.LessThan(chosen, Vector256.Create(Margin)) | Vector256.GreaterThan(chosen, Vector256.Create(1 - Margin));
        (float step, float correction) = _adam.Begin();
        Vector256<float> most = Vector256.Create(float.NegativeInfinity);
        these = Vector256<int>.Zero;
        for (int i = 0; i < _probabilities.Length; i += Lanes, these += _units)
        {
            Vector256<float> differences =
                Vector256.LoadUnsafe(ref _probabilities[i]) - (Vector256.Equals(those, these).AsSingle() & Vector256<float>.One);
            Vector256<float> gradients = Vector256.AndNot(differences * advantage, certain);
            Vector256<float> logits = _adam.Move(i, Vector256.LoadUnsafe(ref _logits[i]), gradients, step, correction);
            logits.StoreUnsafe(ref _logits[i]);
            most = Vector256.MaxNative(most, logits);
        }
        Normalize(most);
    }

    private void Normalize()
    {
        Vector256<float> most = Vector256.LoadUnsafe(ref _logits[0]);
        for (int i = Lanes; i < _logits.Length; i += Lanes)
            most = Vector256.MaxNative(most, Vector256.LoadUnsafe(ref _logits[i]));
        Normalize(most);
    }

    // In the order of the choices, for the bits of a sum depend on it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Normalize(Vector256<float> most)
    {
        Vector256<float> sum = Vector256<float>.Zero;
        for (int i = 0; i < _logits.Length; i += Lanes)
        {
            Vector256<float> powers = Exp(Vector256.LoadUnsafe(ref _logits[i]) - most);
            powers.StoreUnsafe(ref _probabilities[i]);
            sum += powers;
        }
        for (int i = 0; i < _probabilities.Length; i += Lanes)
            (Vector256.LoadUnsafe(ref _probabilities[i]) / sum).StoreUnsafe(ref _probabilities[i]);
    }

    private float[] Row(float[] values, int position)
    {
        float[] row = new float[_choices];
        for (int choice = 0; choice < _choices; choice++)
            row[choice] = values[choice * Lanes + position];
        return row;
    }

    // e to the power of x, x not above 0, as 2^n · e^r with |r| below 0.35; to about one unit in the last place, or e^-87 where it is less.
    // Multiplications and additions are never fused, so every machine gets the same bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp(Vector256<float> x)
    {
        // ln 2 in two parts, so that the first product is exact.
        const float Log2E = 1.44269504f, Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;
        // In this order NaN stays NaN.
        x = Vector256.MaxNative(Vector256.Create(-87f), x);
        Vector256<float> power = Vector256.Floor(x * Log2E + Vector256.Create(0.5f));
        Vector256<float> r = x - power * Ln2High - power * Ln2Low;
        Vector256<float> sum = Vector256.Create(1f / 5040);
        sum = sum * r + Vector256.Create(1f / 720);
        sum = sum * r + Vector256.Create(1f / 120);
        sum = sum * r + Vector256.Create(1f / 24);
        sum = sum * r + Vector256.Create(1f / 6);
        sum = sum * r + Vector256.Create(0.5f);
        sum = sum * r * r + r + Vector256<float>.One;
        return sum * ((Vector256.ConvertToInt32Native(power) + Vector256.Create(127)) << 23).AsSingle();
    }
}
