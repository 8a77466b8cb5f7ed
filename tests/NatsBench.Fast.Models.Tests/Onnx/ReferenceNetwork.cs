using System.Diagnostics;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Models.Tests.Onnx;

/// <summary>A network's forward pass by its definition, one number after the other, in double precision.</summary>
internal static class ReferenceNetwork
{
    /// <summary>The value of every step, by its place, for one image.</summary>
    /// <param name="network">The network.</param>
    /// <param name="image">Channels, rows, columns.</param>
    /// <param name="side">Rows and columns.</param>
    public static double[][] Forward(TrainedNetwork network, double[] image, int side)
    {
        TensorShape[] shapes = network.Graph.Shapes(side);
        double[][] values = new double[shapes.Length][];
        int tensor = 0;
        for (int i = 0; i < values.Length; i++)
        {
            int first = tensor;
            tensor += network.Graph.Nodes[i].Operation.State().Count;
            values[i] = i == 0 ? image : Step(network, i, first, values, shapes);
        }
        return values;
    }

    /// <summary>The value of one step for one image.</summary>
    /// <param name="network">The network.</param>
    /// <param name="i">The step's place.</param>
    /// <param name="first">The place of its first tensor.</param>
    /// <param name="values">The values of the steps before.</param>
    /// <param name="shapes">What each step gives.</param>
    public static double[] Step(TrainedNetwork network, int i, int first, double[][] values, TensorShape[] shapes)
    {
        Node node = network.Graph.Nodes[i];
        double[] input = values[node.Inputs[0]];
        TensorShape from = shapes[node.Inputs[0]];
        return node.Operation switch
        {
            Identity => input,
            Relu => Array.ConvertAll(input, x => Math.Max(x, 0)),
            Zero => new double[Count(shapes[i])],
            Sum => Added(values, node.Inputs),
            BatchNorm => Norm(input, from, [Floats(0), Floats(1), Floats(2), Floats(3)]),
            Convolution convolution => Windows.Convolve(input, from, Floats(0), convolution.OutChannels, convolution.Window, shapes[i]),
            AveragePool pool => Windows.Average(input, from, pool.Window, shapes[i]),
            GlobalAveragePool => [.. input.Chunk(from.Height * from.Width).Select(channel => channel.Average())],
            Linear => [.. Floats(0).Chunk(input.Length).Zip(Floats(1), (row, bias) => row.Zip(input, (w, x) => w * x).Sum() + bias)],
            _ => throw new UnreachableException(),
        };

        double[] Floats(int at) => Array.ConvertAll(network.Tensors[first + at].Floats.ToArray(), x => (double)x);
    }

    private static int Count(TensorShape shape) => shape.Channels * shape.Height * shape.Width;

    private static double[] Added(double[][] values, ReadOnlySpan<int> inputs)
    {
        double[] sum = [.. values[inputs[0]]];
        foreach (int input in inputs[1..])
            for (int i = 0; i < sum.Length; i++)
                sum[i] += values[input][i];
        return sum;
    }

    private static double[] Norm(double[] input, TensorShape shape, double[][] tensors)
    {
        double[] output = new double[input.Length];
        int pixels = shape.Height * shape.Width;
        for (int i = 0; i < output.Length; i++)
            output[i] = (input[i] - tensors[2][i / pixels]) / Math.Sqrt(tensors[3][i / pixels] + 1e-5) * tensors[0][i / pixels] + tensors[1][i / pixels];
        return output;
    }
}
