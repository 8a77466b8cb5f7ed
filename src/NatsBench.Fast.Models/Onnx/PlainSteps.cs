using System.Diagnostics;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Weights;
using static NatsBench.Fast.Models.Onnx.OnnxGraph;

namespace NatsBench.Fast.Models.Onnx;

/// <summary>A network step by step: values have the paths of PyTorch's modules, initialisers the names of its tensors, and all are there.</summary>
internal static class PlainSteps
{
    /// <summary>Appends the network to a graph that has its input.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="network">The network.</param>
    /// <param name="shapes">What each step gives.</param>
    /// <param name="batchStatistics">Whether batch normalisations take their statistics from the batch.</param>
    /// <returns>The name of each step's value.</returns>
    public static string[] Append(OnnxGraph graph, TrainedNetwork network, TensorShape[] shapes, bool batchStatistics)
    {
        NodeTensors tensors = new(network);
        string[] values = new string[shapes.Length];
        for (int i = 0; i < values.Length; i++)
        {
            Node node = network.Graph.Nodes[i];
            string[] inputs = new string[node.Inputs.Length];
            for (int j = 0; j < inputs.Length; j++)
                inputs[j] = values[node.Inputs[j]];
            string name = graph.NameOf(i, network.Graph);
            values[i] = node.Operation switch
            {
                Images => graph.Images,
                Convolution convolution => graph.Add("Conv", name, [.. inputs, Number(0)], Moves(convolution.Window)),
                BatchNorm when batchStatistics => graph.AddBatchNorm(name, [.. inputs, .. Norm()]),
                BatchNorm => graph.Add("BatchNormalization", name, [.. inputs, .. Norm()], Float("epsilon", (float)NormTensors.Epsilon)),
                Relu => graph.Add("Relu", name, inputs),
                Identity => graph.Add("Identity", name, inputs),
                // PyTorch multiplies by 0 where the width stays, and makes zeros where it changes.
                Zero zero when zero.Channels == shapes[node.Inputs[0]].Channels => graph.Add("Mul", name, [.. inputs, graph.AddConstant($"{name}.zero", [], [0f])]),
                Zero zero => graph.AddUniform(name, new float[zero.Channels], shapes[i].Height, shapes[i].Width),
                AveragePool pool => graph.Add("AveragePool", name, inputs, [.. Moves(pool.Window), Int("count_include_pad", 0)]),
                Sum => graph.Add("Sum", name, inputs),
                GlobalAveragePool => graph.Add("Flatten", name, [graph.Add("GlobalAveragePool", $"{name}.mean", inputs)], Int("axis", 1)),
                Linear => graph.Add("Gemm", name, [.. inputs, Number(0), Number(1)], Int("transB", 1)),
                _ => throw new UnreachableException(),
            };

            string Number(int tensor) => graph.AddInitializer(tensors[i, tensor]);

            string[] Norm()
            {
                tensors.Norm(i).RequireVariances();
                return [Number(0), Number(1), Number(2), Number(3)];
            }
        }
        return values;
    }
}
