using System.Diagnostics;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Weights;
using static NatsBench.Fast.Models.Onnx.OnnxGraph;

namespace NatsBench.Fast.Models.Onnx;

/// <summary>
/// A network as few operators as compute the same: batch normalisations folded into convolutions, ReLUs of one value shared, identities
/// passed over. What does not depend on the images is worked out here, in double precision: a value fed by zeros alone is the same at every pixel
/// until a padded convolution reads it. Steps that reach no output are left out.
/// </summary>
internal sealed class FoldedSteps
{
    private readonly OnnxGraph _graph;
    private readonly NetworkGraph _network;
    private readonly NodeTensors _tensors;
    private readonly TensorShape[] _shapes;

    // By place: the channels of a value that is uniform, or null.
    private readonly double[]?[] _uniform;

    // By place: the name of a value once it is computed.
    private readonly string?[] _names;

    // The batch normalisation that is computed with a convolution, by the convolution's place; 0 for none.
    private readonly int[] _normAfter;

    // The name of a value after a ReLU by its name before.
    private readonly Dictionary<string, string> _relus = [];

    private FoldedSteps(OnnxGraph graph, TrainedNetwork network, TensorShape[] shapes)
    {
        (_graph, _network, _shapes, _tensors) = (graph, network.Graph, shapes, new NodeTensors(network));
        _uniform = new double[]?[shapes.Length];
        _names = new string?[shapes.Length];
        _normAfter = NormsAfterConvolutions(network.Graph);
        _names[0] = OnnxExport.Images;
    }

    /// <summary>Appends the network to a graph that has its input.</summary>
    public static void Append(OnnxGraph graph, TrainedNetwork network, TensorShape[] shapes) => new FoldedSteps(graph, network, shapes).Append();

    private ReadOnlySpan<Node> Nodes => _network.Nodes;

    private void Append()
    {
        for (int i = 1; i < _uniform.Length; i++)
            _uniform[i] = Uniform(i);
        bool[] isNeeded = Needed();
        for (int i = 1; i < _names.Length; i++)
            if (isNeeded[i])
                _names[i] = Compute(i);
    }

    // A convolution that feeds a batch normalisation alone is computed with it.
    private static int[] NormsAfterConvolutions(NetworkGraph network)
    {
        int[] readers = new int[network.Nodes.Length], norms = new int[readers.Length];
        foreach (Node node in network.Nodes)
            foreach (int input in node.Inputs)
                readers[input]++;
        for (int i = 1; i < norms.Length; i++)
            if (network.Nodes[i] is { Operation: BatchNorm, Inputs: [int input] } && network.Nodes[input].Operation is Convolution && readers[input] == 1)
                norms[input] = i;
        return norms;
    }

    private double[]? Uniform(int i)
    {
        ReadOnlySpan<int> inputs = Nodes[i].Inputs;
        double[]? input = _uniform[inputs[0]];
        return Nodes[i].Operation switch
        {
            Zero zero => new double[zero.Channels],
            Sum => UniformSum(inputs),
            _ when input is null => null,
            Identity or AveragePool or GlobalAveragePool => input,
            Relu => Array.ConvertAll(input, x => Math.Max(x, 0)),
            BatchNorm => Through(_tensors.Norm(i).Line(), input),
            Linear => Product(_tensors[i, 0].Floats, input, _tensors[i, 1].Floats),
            Convolution convolution when !input.AsSpan().ContainsAnyExcept(0) => new double[convolution.OutChannels],
            // At the border a window also sees the padding.
            Convolution { Window.Padding: > 0 } => null,
            Convolution convolution => Product(_tensors[i, 0].Floats, input, new float[convolution.OutChannels]),
            _ => throw new UnreachableException(),
        };
    }

    private double[]? UniformSum(ReadOnlySpan<int> inputs)
    {
        double[]? sum = null;
        foreach (int input in inputs)
        {
            if (_uniform[input] is not { } term)
                return null;
            sum = sum is null ? term : Added(sum, term);
        }
        return sum;
    }

    // What the outputs are computed from. Uniform terms of a sum are added as they are; elsewhere they take part as whole images.
    private bool[] Needed()
    {
        bool[] isNeeded = new bool[_uniform.Length];
        isNeeded[_network.Features] = isNeeded[_network.Logits] = true;
        for (int i = isNeeded.Length - 1; i > 0; i--)
            if (isNeeded[i] && _uniform[i] is null)
                foreach (int input in Nodes[i].Inputs)
                    if (Nodes[i].Operation is not Sum || _uniform[input] is null)
                        isNeeded[input] = true;
        return isNeeded;
    }

    // The name of a value; null for a convolution that is computed with the normalisation after it.
    private string? Compute(int i)
    {
        Node node = Nodes[i];
        string name = i == _network.Features ? OnnxExport.Features : i == _network.Logits ? OnnxExport.Logits : node.Path;
        int input = node.Inputs[0];
        return node.Operation switch
        {
            _ when _uniform[i] is { } channels => AsImages(name, channels, _shapes[i]),
            Convolution when _normAfter[i] > 0 => null,
            Convolution convolution => _graph.Add("Conv", name, [Value(input), _graph.AddInitializer(_tensors[i, 0])], Moves(convolution.Window)),
            BatchNorm when _normAfter[input] == i => Folded(name, input, _tensors.Norm(i).Line()),
            BatchNorm => Norm(name, Value(input), _tensors.Norm(i)),
            Relu => ReluOf(name, Value(input)),
            Identity => Value(input),
            AveragePool pool => _graph.Add("AveragePool", name, [Value(input)], [.. Moves(pool.Window), Int("count_include_pad", 0)]),
            Sum => SumOf(name, node.Inputs),
            GlobalAveragePool => _graph.Add("Flatten", name, [_graph.Add("GlobalAveragePool", $"{name}.mean", [Value(input)])], Int("axis", 1)),
            Linear => _graph.Add("Gemm", name, [Value(input), _graph.AddInitializer(_tensors[i, 0]), _graph.AddInitializer(_tensors[i, 1])], Int("transB", 1)),
            _ => throw new UnreachableException(),
        };
    }

    private string Value(int i) => _names[i] ?? throw new UnreachableException();

    private string Folded(string name, int convolution, (double[] Scale, double[] Shift) line)
    {
        Tensor weight = _tensors[convolution, 0];
        float[] scaled = new float[weight.Floats.Length];
        int length = scaled.Length / line.Scale.Length;
        for (int channel = 0; channel < line.Scale.Length; channel++)
            Scale(weight.Floats.Slice(channel * length, length), line.Scale[channel], scaled.AsSpan(channel * length, length));
        Node node = Nodes[convolution];
        return _graph.Add(
            "Conv",
            name,
            [
                Value(node.Inputs[0]),
                _graph.AddInitializer(weight.Name, weight.Shape, scaled),
                _graph.AddInitializer($"{node.Path}.bias", [line.Shift.Length], Rounded(line.Shift)),
            ],
            Moves(((Convolution)node.Operation).Window));
    }

    // Runtimes know this operator between images, where they would have to widen factors of a product.
    private string Norm(string name, string input, in NormTensors norm)
    {
        (double[] scale, double[] shift) = norm.Line();
        int[] shape = [scale.Length];
        return _graph.Add(
            "BatchNormalization",
            name,
            [
                input,
                _graph.AddInitializer(norm.Weight.Name, shape, Rounded(scale)),
                _graph.AddInitializer(norm.Bias.Name, shape, Rounded(shift)),
                _graph.AddConstant($"{name}.mean", shape, new float[scale.Length]),
                _graph.AddConstant($"{name}.variance", shape, Enumerable.Repeat(1f, scale.Length).ToArray()),
            ],
            Float("epsilon", 0));
    }

    // The edges of a cell have a ReLU each, of one value.
    private string ReluOf(string name, string input)
    {
        if (!_relus.TryGetValue(input, out string? relu))
            _relus[input] = relu = _graph.Add("Relu", name, [input]);
        return relu;
    }

    // Two at a time, in PyTorch's order: runtimes add such a sum while they compute a convolution.
    private string SumOf(string name, ReadOnlySpan<int> inputs)
    {
        double[]? uniform = null;
        List<string> terms = [];
        foreach (int input in inputs)
            if (_uniform[input] is not { } channels)
                terms.Add(Value(input));
            else
                uniform = uniform is null ? channels : Added(uniform, channels);
        if (uniform is not null && uniform.AsSpan().ContainsAnyExcept(0))
            terms.Add(_graph.AddConstant($"{name}.channels", [1, uniform.Length, 1, 1], Rounded(uniform)));
        string sum = terms[0];
        for (int i = 1; i < terms.Count; i++)
            sum = _graph.Add("Add", i == terms.Count - 1 ? name : $"{name}.{i}", [sum, terms[i]]);
        return sum;
    }

    private string AsImages(string name, double[] channels, TensorShape shape) => shape is { Height: 1, Width: 1 }
        ? _graph.AddUniform(name, Rounded(channels)) : _graph.AddUniform(name, Rounded(channels), shape.Height, shape.Width);

    private static double[] Through((double[] Scale, double[] Shift) line, double[] channels)
    {
        double[] result = new double[channels.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = channels[i] * line.Scale[i] + line.Shift[i];
        return result;
    }

    private static double[] Added(double[] a, double[] b)
    {
        double[] sum = new double[a.Length];
        for (int i = 0; i < sum.Length; i++)
            sum[i] = a[i] + b[i];
        return sum;
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

    private static void Scale(ReadOnlySpan<float> values, double factor, Span<float> scaled)
    {
        for (int i = 0; i < values.Length; i++)
            scaled[i] = (float)(values[i] * factor);
    }

    private static float[] Rounded(double[] values) => Array.ConvertAll(values, value => (float)value);
}
