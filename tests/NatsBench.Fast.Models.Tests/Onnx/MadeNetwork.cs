using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Models.Tests.Onnx;

/// <summary>Networks with numbers as after a training: no statistic or shift is what a fresh network has.</summary>
internal static class MadeNetwork
{
    public static TrainedNetwork Of(NetworkGraph network, int seed)
    {
        Random random = new(seed);
        return network.LoadState(new TensorSet(network.State().Select(tensor => tensor.Kind == TensorKind.Counter
            ? new Tensor(tensor.Name, tensor.Shape, [random.Next(1000)])
            : new Tensor(tensor.Name, tensor.Shape, Values(tensor, random)))));
    }

    public static double[] Image(int side, int seed)
    {
        Random random = new(seed);
        double[] image = new double[3 * side * side];
        for (int i = 0; i < image.Length; i++)
            image[i] = (float)(random.NextDouble() * 4 - 2);
        return image;
    }

    private static float[] Values(StateTensor tensor, Random random)
    {
        float[] values = new float[tensor.Count];
        // As large as keeps a convolution's outputs near those of its inputs.
        double spread = tensor.Shape.Length > 1 ? 2 / Math.Sqrt(tensor.Count / tensor.Shape[0]) : 0.5;
        double centre = tensor.Name.EndsWith("running_var", StringComparison.Ordinal) ? 1 : 0;
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(centre + spread * (random.NextDouble() * 2 - 1));
        return values;
    }
}
