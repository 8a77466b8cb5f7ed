using System.Diagnostics;
using NatsBench.Fast.Models.Graph;

namespace NatsBench.Fast.Models.Onnx;

/// <summary>
/// What a network computes from zeros alone, in double precision. Such a value has one number for each channel, the same at every pixel of every
/// image, until a padded convolution reads it.
/// </summary>
internal static class UniformValues
{
    /// <summary>The channels of each step's value where it is uniform, else null.</summary>
    /// <param name="network">The network.</param>
    /// <param name="tensors">Its numbers.</param>
    /// <param name="batchStatistics">Whether batch normalisations take their statistics from the batch.</param>
    public static double[]?[] Of(NetworkGraph network, NodeTensors tensors, bool batchStatistics)
    {
        double[]?[] values = new double[]?[network.Nodes.Length];
        for (int i = 1; i < values.Length; i++)
            values[i] = At(i, network, tensors, batchStatistics, values);
        return values;
    }

    /// <summary>The sum of two values.</summary>
    public static double[] Added(double[] a, double[] b)
    {
        double[] sum = new double[a.Length];
        for (int i = 0; i < sum.Length; i++)
            sum[i] = a[i] + b[i];
        return sum;
    }

    private static double[]? At(int i, NetworkGraph network, NodeTensors tensors, bool batchStatistics, double[]?[] values)
    {
        ReadOnlySpan<int> inputs = network.Nodes[i].Inputs;
        double[]? input = values[inputs[0]];
        return network.Nodes[i].Operation switch
        {
            Zero zero => new double[zero.Channels],
            Sum => SumOf(inputs, values),
            _ when input is null => null,
            Identity or AveragePool or GlobalAveragePool => input,
            Relu => Array.ConvertAll(input, x => Math.Max(x, 0)),
            // A channel without variance is its own mean.
            BatchNorm when batchStatistics => Array.ConvertAll(tensors.Norm(i).Bias.Floats.ToArray(), shift => (double)shift),
            BatchNorm => Through(tensors.Norm(i).Line(), input),
            Linear => Product(tensors[i, 0].Floats, input, tensors[i, 1].Floats),
            Convolution convolution when !input.AsSpan().ContainsAnyExcept(0) => new double[convolution.OutChannels],
            // At the border a window also sees the padding.
            Convolution { Window.Padding: > 0 } => null,
            Convolution convolution => Product(tensors[i, 0].Floats, input, new float[convolution.OutChannels]),
            _ => throw new UnreachableException(),
        };
    }

    private static double[]? SumOf(ReadOnlySpan<int> inputs, double[]?[] values)
    {
        double[]? sum = null;
        foreach (int input in inputs)
        {
            if (values[input] is not { } term)
                return null;
            sum = sum is null ? term : Added(sum, term);
        }
        return sum;
    }

    private static double[] Through((double[] Scale, double[] Shift) line, double[] channels)
    {
        double[] result = new double[channels.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = channels[i] * line.Scale[i] + line.Shift[i];
        return result;
    }

    // A matrix, or windows that see one value at each of their pixels, times a vector.
    private static double[] Product(ReadOnlySpan<float> weights, double[] input, ReadOnlySpan<float> bias)
    {
        double[] output = new double[bias.Length];
        int pixels = weights.Length / (output.Length * input.Length);
        for (int i = 0, at = 0; i < output.Length; i++)
        {
            output[i] = bias[i];
            foreach (double value in input)
                for (int pixel = 0; pixel < pixels; pixel++, at++)
                    output[i] += weights[at] * value;
        }
        return output;
    }
}
