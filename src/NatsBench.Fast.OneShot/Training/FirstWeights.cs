using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Algorithms;
using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Supernets;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Training;

/// <summary>
/// The numbers that a search begins with: PyTorch's defaults for weights, 1e-3 times normal ones for the architecture, uniform ones for
/// ENAS's controller. Drawn from the seed in the order of the names, the same on every device; the original draws in an order of its own.
/// </summary>
internal static class FirstWeights
{
    private const double AlphaScale = 1e-3;

    public static void Fill(SearchScene scene)
    {
        TorchGenerator generator = new(scene.Settings.Seed);
        long fanIn = 1;
        foreach (string name in scene.Net.Names)
        {
            ParameterLayout.View view = scene.Net.Layout.Views[scene.Net.Layout[name]];
            float[] values = new float[view.Length];
            bool isNorm = !name.Contains("classifier", StringComparison.Ordinal) && view.Shape.Length == 1 && !IsConvolutionBias(scene.Net, name);
            if (isNorm)
                values.AsSpan().Fill(name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0);
            else
            {
                // A bias follows its weight, and goes by the same number of inputs.
                fanIn = view.Shape.Length > 1 ? Supernet.FanIn(view) : fanIn;
                float bound = (float)(1 / Math.Sqrt(fanIn));
                generator.Uniform(values, -bound, bound);
            }
            Copy(scene.Weights.Constant[scene.Net.Layout[name]], values);
        }
        float[] alpha = new float[scene.Alpha.Layout.Length];
        for (int i = 0; i < alpha.Length; i++)
            alpha[i] = (float)(AlphaScale * Normal(generator));
        Copy(scene.Alpha.Constant[0], alpha);
        if (scene.ControllerWeights is { } controller)
            foreach (int view in controller.Layout.Parameters)
            {
                float bound = (float)Controller.InitialBound(controller.Layout.Views[view].Name);
                float[] values = new float[controller.Layout.Views[view].Length];
                generator.Uniform(values, -bound, bound);
                Copy(controller.Constant[view], values);
            }
    }

    private static bool IsConvolutionBias(Supernet net, string name)
    {
        if (!name.EndsWith(".bias", StringComparison.Ordinal))
            return false;
        ParameterLayout.View weight = net.Layout.Views[net.Layout[$"{name[..^".bias".Length]}.weight"]];
        return weight.Shape.Length > 1;
    }

    // Box and Muller.
    private static double Normal(TorchGenerator generator) =>
        Math.Sqrt(-2 * Math.Log(1 - generator.NextSingle())) * Math.Cos(2 * Math.PI * generator.NextSingle());

    private static void Copy(Tensor target, float[] values)
    {
        using IDisposable constant = no_grad();
        using Tensor source = tensor(values);
        using Tensor shaped = source.view(target.shape);
        target.copy_(shaped);
    }
}
