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

    private readonly float[] _first = new float[size];
    private readonly float[] _second = new float[size];
    private double _beta1Power = 1;
    private double _beta2Power = 1;

    /// <summary>One step against the gradients.</summary>
    public void Step(float[] parameters, float[] gradients)
    {
        _beta1Power *= Beta1;
        _beta2Power *= Beta2;
        Vector256<float> step = Vector256.Create(-(float)(learningRate / (1 - _beta1Power)));
        Vector256<float> correction = Vector256.Create((float)Math.Sqrt(1 - _beta2Power));
        for (int i = 0; i < size; i += Vector256<float>.Count)
        {
            Vector256<float> gradient = Vector256.LoadUnsafe(ref gradients[i]);
            Vector256<float> first = Vector256.LoadUnsafe(ref _first[i]) * (float)Beta1 + gradient * (float)(1 - Beta1);
            Vector256<float> second = Vector256.LoadUnsafe(ref _second[i]) * (float)Beta2 + gradient * (float)(1 - Beta2) * gradient;
            first.StoreUnsafe(ref _first[i]);
            second.StoreUnsafe(ref _second[i]);
            Vector256<float> denominator = Vector256.Sqrt(second) / correction + Vector256.Create(Epsilon);
            (Vector256.LoadUnsafe(ref parameters[i]) + step * first / denominator).StoreUnsafe(ref parameters[i]);
        }
    }
}
