using System.Diagnostics;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Weights;
using static NatsBench.Fast.Models.Onnx.OnnxGraph;

namespace NatsBench.Fast.Models.Onnx;

/// <summary>
/// A network as few operators as compute the same: batch normalisations folded into convolutions, ReLUs of one value shared, identities
/// passed over, values that do not depend on the images worked out (<see cref="UniformValues"/>). Steps that reach no output are left out.
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

    private readonly bool _batchStatistics;

    private float[] _scaled = [];

    private FoldedSteps(OnnxGraph graph, TrainedNetwork network, TensorShape[] shapes, bool batchStatistics)
    {
        (_graph, _network, _shapes, _tensors) = (graph, network.Graph, shapes, new NodeTensors(network));
        _batchStatistics = batchStatistics;
        _uniform = UniformValues.Of(network.Graph, _tensors, batchStatistics);
        _names = new string?[shapes.Length];
        _normAfter = batchStatistics ? new int[shapes.Length] : NormsAfterConvolutions(network.Graph);
        _names[0] = graph.Images;
    }

    /// <summary>Appends the network to a graph that has its input.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="network">The network.</param>
    /// <param name="shapes">What each step gives.</param>
    /// <param name="options">Where it asks for the kernel, every ReLU is kept, whether an output is computed from it or not.</param>
    /// <returns>The name of each step's value; null for one that is not computed, or the same at every pixel of every image.</returns>
    public static string?[] Append(OnnxGraph graph, TrainedNetwork network, TensorShape[] shapes, OnnxOptions options)
    {
        FoldedSteps steps = new(graph, network, shapes, options.BatchStatistics);
        steps.Append(options.WithKernel);
        return steps._names;
    }

    private ReadOnlySpan<Node> Nodes => _network.Nodes;

    private void Append(bool withRelus)
    {
        bool[] isNeeded = Needed(withRelus);
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

    // What the outputs are computed from. Uniform terms of a sum are added as they are; elsewhere they take part as whole images.
    private bool[] Needed(bool withRelus)
    {
        bool[] isNeeded = new bool[_uniform.Length];
        isNeeded[_network.Features] = isNeeded[_network.Logits] = true;
        for (int i = isNeeded.Length - 1; i > 0; i--)
        {
            isNeeded[i] |= withRelus && Nodes[i].Operation is Relu && _uniform[i] is null;
            if (isNeeded[i] && _uniform[i] is null)
                foreach (int input in Nodes[i].Inputs)
                    if (Nodes[i].Operation is not Sum || _uniform[input] is null)
                        isNeeded[input] = true;
        }
        return isNeeded;
    }

    // The name of a value; null for a convolution that is computed with the normalisation after it.
    private string? Compute(int i)
    {
        Node node = Nodes[i];
        string name = _graph.NameOf(i, _network);
        int input = node.Inputs[0];
        return node.Operation switch
        {
            GlobalAveragePool or Linear when _uniform[i] is { } vector => _graph.AddUniform(name, Rounded(vector)),
            _ when _uniform[i] is { } channels => _graph.AddUniform(name, Rounded(channels), _shapes[i].Height, _shapes[i].Width),
            Convolution when _normAfter[i] > 0 => null,
            Convolution convolution => _graph.Add("Conv", name, [Value(input), _graph.AddInitializer(_tensors[i, 0])], Moves(convolution.Window)),
            BatchNorm when _normAfter[input] == i => Folded(name, input, _tensors.Norm(i).Line()),
            BatchNorm when _batchStatistics => NormOfBatch(name, Value(input), _tensors.Norm(i)),
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
        if (_scaled.Length < weight.Floats.Length)
            _scaled = new float[weight.Floats.Length];
        Span<float> scaled = _scaled.AsSpan(0, weight.Floats.Length);
        int length = scaled.Length / line.Scale.Length;
        for (int channel = 0; channel < line.Scale.Length; channel++)
            Precision.Scale(weight.Floats.Slice(channel * length, length), line.Scale[channel], scaled.Slice(channel * length, length));
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

    private string NormOfBatch(string name, string input, in NormTensors norm) => _graph.AddBatchNorm(
        name,
        [
            input, _graph.AddInitializer(norm.Weight), _graph.AddInitializer(norm.Bias), _graph.AddInitializer(norm.Mean), _graph.AddInitializer(norm.Variance),
        ]);

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
                uniform = uniform is null ? channels : UniformValues.Added(uniform, channels);
        if (uniform is not null && uniform.AsSpan().ContainsAnyExcept(0))
            terms.Add(_graph.AddConstant($"{name}.channels", [1, uniform.Length, 1, 1], Rounded(uniform)));
        string sum = terms[0];
        for (int i = 1; i < terms.Count; i++)
            sum = _graph.Add("Add", i == terms.Count - 1 ? name : $"{name}.{i}", [sum, terms[i]]);
        return sum;
    }

    private static float[] Rounded(double[] values) => Array.ConvertAll(values, value => (float)value);
}
