using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// Adam (Kingma and Ba, ICLR 2015) in the form and single precision of PyTorch, with its defaults: β 0.9 and 0.999, ε 1e-8. Element by element,
/// so the width of vectors does not matter. Used by one thread.
/// </summary>
/// <param name="size">Number of parameters, a multiple of 8.</param>
/// <param name="learningRate">The step.</param>
internal sealed class Adam(int size, double learningRate)
{
    private const double Beta1 = 0.9, Beta2 = 0.999;
    private const float Epsilon = 1e-8f;

    // What depends on the number of the step alone is the same in every trial; 0 where it is not known as yet.
    private const int KnownSteps = 512;
    private readonly (float Step, float Correction)[] _known = new (float, float)[KnownSteps];

    private readonly float[] _first = new float[size];
    private readonly float[] _second = new float[size];
    private double _beta1Power = 1;
    private double _beta2Power = 1;
    private int _steps;

    /// <summary>Forgets all steps.</summary>
    public void Clear()
    {
        _first.AsSpan().Clear();
        _second.AsSpan().Clear();
        (_beta1Power, _beta2Power, _steps) = (1, 1, 0);
    }

    /// <summary>Begins a step: what it moves by, and the correction of the second moment.</summary>
    public (float Step, float Correction) Begin()
    {
        _beta1Power *= Beta1;
        _beta2Power *= Beta2;
        if (_steps >= KnownSteps)
            return Compute();
        ref (float Step, float Correction) known = ref _known[_steps++];
        if (known.Correction == 0)
            known = Compute();
        return known;
    }

    /// <summary>Moves eight parameters against their gradients.</summary>
    /// <param name="at">The number of the first.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradient">Their gradients.</param>
    /// <param name="step">What <see cref="Begin"/> gave.</param>
    /// <param name="correction">What it gave.</param>
    /// <returns>The parameters after the step.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Move(int at, Vector256<float> parameters, Vector256<float> gradient, float step, float correction)
    {
        Vector256<float> first = Vector256.LoadUnsafe(ref _first[at]) * (float)Beta1 + gradient * (float)(1 - Beta1);
        Vector256<float> second = Vector256.LoadUnsafe(ref _second[at]) * (float)Beta2 + gradient * (float)(1 - Beta2) * gradient;
        first.StoreUnsafe(ref _first[at]);
        second.StoreUnsafe(ref _second[at]);
        Vector256<float> denominator = Vector256.Sqrt(second) / Vector256.Create(correction) + Vector256.Create(Epsilon);
        return parameters + Vector256.Create(step) * first / denominator;
    }

    private (float Step, float Correction) Compute() => (-(float)(learningRate / (1 - _beta1Power)), (float)Math.Sqrt(1 - _beta2Power));
}
