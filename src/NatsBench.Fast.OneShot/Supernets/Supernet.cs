using NatsBench.Fast.OneShot.Engine;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Supernets;

/// <summary>What the two supernets have in common: their parameters, statistics and last layers.</summary>
internal abstract class Supernet(ScalarType type, Device device) : IDisposable
{
    private int _classifierWeight;
    private int _classifierBias;

    /// <summary>Where the weights lie.</summary>
    public ParameterLayout Layout { get; } = new();

    /// <summary>The weights' names in the original's order.</summary>
    public IReadOnlyList<string> Names { get; protected init; } = [];

    /// <summary>Number of weights, architecture parameters not counted.</summary>
    public long WeightCount => Layout.Length;

    /// <summary>Statistics of the normalisations that keep them.</summary>
    public RunningStatistics Statistics { get; } = new(type, device);

    /// <summary>How many numbers each output of a weight is computed from: what PyTorch's initialisation goes by.</summary>
    public static long FanIn(ParameterLayout.View weight) => weight.Shape.Length == 1 ? 0 : weight.Shape.Skip(1).Aggregate(1L, (product, side) => product * side);

    /// <inheritdoc/>
    public void Dispose() => Statistics.Dispose();

    protected void AppendHead(long features, long classes)
    {
        _classifierWeight = Layout.Add("classifier.weight", classes, features);
        _classifierBias = Layout.Add("classifier.bias", classes);
    }

    /// <summary>Normalisation, ReLU, mean over pixels, classifier; of features whose further channels are zero and left out.</summary>
    protected Tensor Head(in Pass pass, Tensor features) => nn.functional.linear(
        Pass.Normalise(features).relu_().mean([2, 3]),
        Reduction.Columns(pass.Weights[_classifierWeight], features.shape[1]),
        pass.Weights[_classifierBias]);
}
