using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Tests.Onnx;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Evaluations.Tests.Scores;

/// <summary>The kernel of NASWOT by its definition, in double precision: one network step by step over a whole batch, places of two codes that agree counted.</summary>
internal static class PlainNaswot
{
    /// <summary>[images, images], row by row.</summary>
    public static float[] Kernel(TrainedNetwork network, float[][] images, int side)
    {
        double[][][] values = Forward(network, images, side);
        float[] kernel = new float[images.Length * images.Length];
        for (int step = 0; step < network.Graph.Nodes.Length; step++)
            if (network.Graph.Nodes[step].Operation is Relu)
            {
                double[][] inputs = values[network.Graph.Nodes[step].Inputs[0]];
                for (int a = 0; a < images.Length; a++)
                    for (int b = 0; b < images.Length; b++)
                        kernel[a * images.Length + b] += inputs[a].Zip(inputs[b]).Count(pair => pair.First > 0 == pair.Second > 0);
            }
        return kernel;
    }

    /// <summary>log |det| by the determinant's expansion along its first row.</summary>
    public static double LogDeterminant(float[] matrix, int size) => Math.Log(Math.Abs(Determinant([.. matrix.Select(value => (double)value)], size)));

    private static double Determinant(double[] matrix, int size)
    {
        if (size == 0)
            return 1;
        double sum = 0;
        for (int column = 0; column < size; column++)
        {
            double[] minor = [.. from row in Enumerable.Range(1, size - 1) from other in Enumerable.Range(0, size) where other != column select matrix[row * size + other]];
            sum += (column % 2 == 0 ? 1 : -1) * matrix[column] * Determinant(minor, size - 1);
        }
        return sum;
    }

    // By step and image. Every step but a batch normalisation sees one image.
    private static double[][][] Forward(TrainedNetwork network, float[][] images, int side)
    {
        TensorShape[] shapes = network.Graph.Shapes(side);
        double[][][] values = new double[shapes.Length][][];
        int tensor = 0;
        for (int i = 0; i < values.Length; i++)
        {
            Node node = network.Graph.Nodes[i];
            int first = tensor;
            tensor += node.Operation.State().Count;
            values[i] = i == 0 ? Array.ConvertAll(images, image => Array.ConvertAll(image, pixel => (double)pixel))
                : node.Operation is BatchNorm ? Normalised(values[node.Inputs[0]], shapes[i], network.Tensors[first].Floats, network.Tensors[first + 1].Floats)
                : [.. Enumerable.Range(0, images.Length).Select(image =>
                    ReferenceNetwork.Step(network, i, first, Array.ConvertAll(values, value => value?[image]!), shapes))];
        }
        return values;
    }

    private static double[][] Normalised(double[][] inputs, TensorShape shape, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift)
    {
        int pixels = shape.Height * shape.Width;
        double[][] outputs = Array.ConvertAll(inputs, input => new double[input.Length]);
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            double[] all = [.. inputs.SelectMany(input => input.Skip(channel * pixels).Take(pixels))];
            double mean = all.Average(), variance = all.Average(value => (value - mean) * (value - mean));
            for (int image = 0; image < inputs.Length; image++)
                for (int pixel = channel * pixels; pixel < (channel + 1) * pixels; pixel++)
                    outputs[image][pixel] = (inputs[image][pixel] - mean) / Math.Sqrt(variance + 1e-5) * scale[channel] + shift[channel];
        }
        return outputs;
    }
}
