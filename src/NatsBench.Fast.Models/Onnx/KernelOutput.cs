using NatsBench.Fast.Models.Graph;
using static NatsBench.Fast.Models.Onnx.OnnxGraph;

namespace NatsBench.Fast.Models.Onnx;

/// <summary>
/// The kernel of NASWOT as an output. A ReLU's code of an image has +1 where its input is above 0 and -1 elsewhere; for two codes of length D, agreeing
/// places are (D + product) / 2. So one product of a matrix with itself does for each ReLU, instead of the two of the definition.
/// </summary>
internal static class KernelOutput
{
    /// <summary>Appends the output.</summary>
    /// <param name="graph">The graph, with the network.</param>
    /// <param name="network">The network.</param>
    /// <param name="shapes">What each step gives.</param>
    /// <param name="values">The name of each step's value; null for one that is the same for every image, whose places all agree.</param>
    public static void Append(OnnxGraph graph, NetworkGraph network, TensorShape[] shapes, string?[] values)
    {
        double agreeing = 0;
        OrderedDictionary<string, int> times = [];
        for (int i = 0; i < values.Length; i++)
            if (network.Nodes[i].Operation is Relu)
            {
                double length = (double)shapes[i].Channels * shapes[i].Height * shapes[i].Width;
                agreeing += values[i] is null ? length : length / 2;
                if (values[i] is { } value)
                    times[value] = times.GetValueOrDefault(value) + 1;
            }

        string sum = graph.AddFloats("kernel.same", [1, 1], [(float)agreeing]);
        if (times.Count == 0)
        {
            string zeros = graph.AddCast(graph.AddZeros(), "kernel.zeros");
            sum = graph.Add("Gemm", OnnxExport.Kernel, [zeros, zeros, sum], Int("transB", 1));
        }
        else
        {
            string zero = graph.AddConstant("kernel.zero", [], [0]), plus = graph.AddFloats("kernel.plus", [], [1]), minus = graph.AddFloats("kernel.minus", [], [-1]);
            int left = times.Count;
            foreach ((string value, int count) in times)
            {
                string active = graph.Add("Greater", $"{value}.active", [graph.Add("Flatten", $"{value}.flat", [value], Int("axis", 1)), zero]);
                string code = graph.Add("Where", $"{value}.code", [active, plus, minus]);
                sum = graph.Add("Gemm", --left == 0 ? OnnxExport.Kernel : $"{value}.kernel", [code, code, sum], Float("alpha", count / 2f), Int("transB", 1));
            }
        }
        graph.AddOutput(OnnxExport.Kernel, sum, Batch, Batch);
    }
}
