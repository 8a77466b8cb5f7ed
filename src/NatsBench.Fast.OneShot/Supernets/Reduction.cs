using NatsBench.Fast.OneShot.Engine;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Supernets;

/// <summary>The residual block between stages: half the rows and columns.</summary>
internal sealed class Reduction
{
    private readonly int _first;
    private readonly TrackedNorm _firstNorm;
    private readonly int _second;
    private readonly TrackedNorm _secondNorm;
    private readonly int _shortcut;

    public Reduction(ParameterLayout layout, RunningStatistics statistics, string path, long inChannels, long outChannels)
    {
        _first = layout.Add($"{path}.conv_a.op.1.weight", outChannels, inChannels, 3, 3);
        _firstNorm = TrackedNorm.Append(layout, statistics, $"{path}.conv_a.op.2", outChannels);
        _second = layout.Add($"{path}.conv_b.op.1.weight", outChannels, outChannels, 3, 3);
        _secondNorm = TrackedNorm.Append(layout, statistics, $"{path}.conv_b.op.2", outChannels);
        _shortcut = layout.Add($"{path}.downsample.1.weight", outChannels, inChannels, 1, 1);
    }

    /// <summary>Its output's first channels, of an input whose further channels are zero and left out.</summary>
    public Tensor Forward(in Pass pass, Tensor input, long channels)
    {
        Tensor first = pass.Normalise(pass.Convolve(input.relu(), Columns(pass.Weights[_first], input.shape[1]), stride: 2), _firstNorm);
        Tensor main = pass.ConvolveAndNormalise(first.relu_(), pass.Weights[_second], _secondNorm, channels);
        Tensor shortcut = pass.Convolve(Pass.Halve(input), Columns(Rows(pass.Weights[_shortcut], channels), input.shape[1]));
        return main.PlusInPlace(shortcut);
    }

    /// <summary>The part of a weight for the first output channels.</summary>
    public static Tensor Rows(Tensor weight, long channels) => weight.shape[0] == channels ? weight : weight.narrow(0, 0, channels);

    /// <summary>The part of a weight for the first input channels.</summary>
    public static Tensor Columns(Tensor weight, long channels) => weight.shape[1] == channels ? weight : weight.narrow(1, 0, channels);
}
