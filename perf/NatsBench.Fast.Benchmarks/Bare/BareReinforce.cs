using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Randomness;
using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Benchmarks.Bare;

/// <summary>
/// The limit of REINFORCE with its usual hyper-parameters: draws, softmax, policy gradient and Adam by bare pointers, a lane a digit, numbers
/// drawn many at a time; what depends on the number of the step alone lies in tables.
/// </summary>
internal sealed unsafe class BareReinforce : IBareSearch
{
    private const int Lanes = 8, SamplesAtOnce = 16;
    private const float Margin = 1.1920929e-7f;
    private const double Momentum = 0.9, LearningRate = 0.01;

    private readonly BareTrainings _trainings;
    private readonly double _seconds;
    private readonly int _positions, _choices;
    private readonly Vector256<int> _weights, _beyond;
    private readonly int* _indexOfCode;
    private readonly float* _logits, _probabilities, _first, _second, _steps, _corrections;
    private readonly double* _baselineWeights;

    public BareReinforce(NatsBenchmark bench, ArchitectureSpace space, double seconds)
    {
        (_trainings, _seconds) = (new BareTrainings(bench, 12), seconds);
        (_positions, _choices) = (space.Positions, space.Choices);
        int codes = 1;
        for (int position = _positions - 1; position >= 0; position--, codes *= _choices)
            _weights = _weights.WithElement(position, codes);
        _beyond = Vector256.Equals(_weights, Vector256<int>.Zero);
        _indexOfCode = BareMemory.Of<int>([.. Enumerable.Range(0, codes).Select(space.OfCode)]);
        float[] empty = new float[_choices * Lanes];
        _logits = BareMemory.Of<float>(empty);
        _probabilities = BareMemory.Of<float>(empty);
        _first = BareMemory.Of<float>(empty);
        _second = BareMemory.Of<float>(empty);
        (float[] steps, float[] corrections, double[] weights) = (new float[IBareSearch.Most], new float[IBareSearch.Most], new double[IBareSearch.Most]);
        double beta1Power = 1, beta2Power = 1, weight = 0;
        for (int step = 0; step < IBareSearch.Most; step++)
        {
            (beta1Power, beta2Power, weight) = (beta1Power * 0.9, beta2Power * 0.999, Momentum * weight + (1 - Momentum));
            (steps[step], corrections[step], weights[step]) =
                (-(float)(LearningRate / (1 - beta1Power)), (float)Math.Sqrt(1 - beta2Power), weight);
        }
        _steps = BareMemory.Of<float>(steps);
        _corrections = BareMemory.Of<float>(corrections);
        _baselineWeights = BareMemory.Of<double>(weights);
    }

    public int Run(SplitMix64 designs, SplitMix64 random, uint* draws, int drawMask, int* trained)
    {
        Begin(ref random);
        uint* numbers = stackalloc uint[SamplesAtOnce * Lanes + Lanes];
        int used = SamplesAtOnce, count = 0, size = _choices * Lanes, best = 0;
        double clock = 0, rewards = 0, most = 0;
        for (; clock < _seconds && count < IBareSearch.Most; count++, used++)
        {
            if (used == SamplesAtOnce)
            {
                random.Fill(new Span<uint>(numbers, SamplesAtOnce * _positions));
                used = 0;
            }
            Vector256<int> digits = Draw(numbers + used * _positions, size);
            int architecture = _indexOfCode[Vector256.Sum(digits * _weights)];
            trained[count] = architecture;
            double* training = _trainings.At(architecture, draws[count & drawMask]);
            clock += training[1];
            if (training[0] > most)
                (most, best) = (training[0], architecture);
            rewards = Momentum * rewards + (1 - Momentum) * training[0];
            Step(digits | _beyond, (float)(training[0] - rewards / _baselineWeights[count]), _steps[count], _corrections[count], size);
        }
        trained[count] = best;
        return count;
    }

    private void Begin(ref SplitMix64 random)
    {
        new Span<float>(_first, _choices * Lanes).Clear();
        new Span<float>(_second, _choices * Lanes).Clear();
        for (int position = 0; position < _positions; position++)
            for (int choice = 0; choice < _choices; choice++)
                _logits[choice * Lanes + position] = 1e-3f * (float)StandardNormal.Next(ref random);
        Vector256<float> greatest = Vector256.Load(_logits);
        for (int i = Lanes; i < _choices * Lanes; i += Lanes)
            greatest = Vector256.Max(greatest, Vector256.Load(_logits + i));
        Normalize(greatest, _choices * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<int> Draw(uint* numbers, int size)
    {
        Vector256<float> drawn = Vector256.ConvertToSingle((Vector256.Load(numbers) >>> 8).AsInt32()) * (1f / (1 << 24));
        Vector256<float> sum = Vector256<float>.Zero;
        Vector256<int> digits = Vector256<int>.Zero;
        for (int i = 0; i < size - Lanes; i += Lanes)
        {
            sum += Vector256.Load(_probabilities + i);
            digits -= Vector256.GreaterThanOrEqual(drawn, sum).AsInt32();
        }
        return digits;
    }

    // Policy gradient, Adam and the greatest logit in one pass.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Step(Vector256<int> digits, float advantage, float step, float correction, int size)
    {
        Vector256<int> these = Vector256<int>.Zero;
        Vector256<float> chosen = Vector256<float>.Zero;
        for (int i = 0; i < size; i += Lanes, these += Vector256<int>.One)
            chosen = Vector256.ConditionalSelect(Vector256.Equals(digits, these).AsSingle(), Vector256.Load(_probabilities + i), chosen);
        Vector256<float> certain =
            Vector256.LessThan(chosen, Vector256.Create(Margin)) | Vector256.GreaterThan(chosen, Vector256.Create(1 - Margin));
        Vector256<float> greatest = Vector256.Create(float.NegativeInfinity);
        these = Vector256<int>.Zero;
        for (int i = 0; i < size; i += Lanes, these += Vector256<int>.One)
        {
            Vector256<float> probabilities = Vector256.Load(_probabilities + i);
            Vector256<float> differences = probabilities - (Vector256.Equals(digits, these).AsSingle() & Vector256<float>.One);
            Vector256<float> gradient = Vector256.AndNot(differences * advantage, certain);
            Vector256<float> first = Vector256.Load(_first + i) * 0.9f + gradient * (float)(1 - 0.9);
            Vector256<float> second = Vector256.Load(_second + i) * 0.999f + gradient * (float)(1 - 0.999) * gradient;
            first.Store(_first + i);
            second.Store(_second + i);
            Vector256<float> denominator = Vector256.Sqrt(second) / Vector256.Create(correction) + Vector256.Create(1e-8f);
            Vector256<float> logits = Vector256.Load(_logits + i) + Vector256.Create(step) * first / denominator;
            logits.Store(_logits + i);
            greatest = Vector256.MaxNative(greatest, logits);
        }
        Normalize(greatest, size);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Normalize(Vector256<float> greatest, int size)
    {
        Vector256<float> sum = Vector256<float>.Zero;
        for (int i = 0; i < size; i += Lanes)
        {
            Vector256<float> powers = Exp(Vector256.Load(_logits + i) - greatest);
            powers.Store(_probabilities + i);
            sum += powers;
        }
        for (int i = 0; i < size; i += Lanes)
            (Vector256.Load(_probabilities + i) / sum).Store(_probabilities + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp(Vector256<float> x)
    {
        x = Vector256.MaxNative(x, Vector256.Create(-87f));
        Vector256<float> power = Vector256.Floor(x * 1.44269504f + Vector256.Create(0.5f));
        Vector256<float> r = x - power * 0.693359375f - power * -2.12194440e-4f;
        Vector256<float> sum = Vector256.Create(1f / 5040) * r + Vector256.Create(1f / 720);
        sum = sum * r + Vector256.Create(1f / 120);
        sum = sum * r + Vector256.Create(1f / 24);
        sum = sum * r + Vector256.Create(1f / 6);
        sum = sum * r + Vector256.Create(0.5f);
        sum = sum * r * r + r + Vector256<float>.One;
        return sum * ((Vector256.ConvertToInt32Native(power) + Vector256.Create(127)) << 23).AsSingle();
    }
}
