using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Models.Onnx;

/// <summary>A batch normalisation's numbers, and the one product and sum for each channel that it comes to.</summary>
internal readonly record struct NormTensors(Tensor Weight, Tensor Bias, Tensor Mean, Tensor Variance)
{
    /// <summary>What is added to the variance (PyTorch's default).</summary>
    public const double Epsilon = 1e-5;

    /// <summary>The normalisation as x · scale + shift, by channel.</summary>
    public (double[] Scale, double[] Shift) Line()
    {
        RequireVariances();
        double[] scale = new double[Weight.Floats.Length], shift = new double[scale.Length];
        for (int i = 0; i < scale.Length; i++)
        {
            scale[i] = Weight.Floats[i] / Math.Sqrt(Variance.Floats[i] + Epsilon);
            shift[i] = Bias.Floats[i] - Mean.Floats[i] * scale[i];
        }
        return (scale, shift);
    }

    /// <summary>Refuses what no batch can have given.</summary>
    /// <exception cref="NatsBenchException">A variance is negative.</exception>
    public void RequireVariances()
    {
        ReadOnlySpan<float> variances = Variance.Floats;
        for (int i = 0; i < variances.Length; i++)
            if (variances[i] < 0)
                throw new NatsBenchException($"{Variance}: element {i} is {variances[i]}, and no variance is negative; take the weights of another seed or setting");
    }
}
