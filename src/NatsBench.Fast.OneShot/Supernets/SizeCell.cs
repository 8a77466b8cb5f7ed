using NatsBench.Fast.OneShot.Engine;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Supernets;

/// <summary>
/// The fixed cell of the size space: 3x3 convolutions on all edges but the fourth, which is a skip. Sums and ReLUs are taken where the
/// normalisations before them have written.
/// </summary>
internal sealed class SizeCell
{
    // The convolutions by the input that they read; the last one alone reads node 2.
    private static readonly int[] Edges = [0, 1, 2, 4, 5];

    private readonly long _width;
    private readonly int[] _weights;

    public SizeCell(ParameterLayout layout, string path, long width)
    {
        _width = width;
        _weights = [.. Edges.Select(edge => layout.Add($"{path}.layers.{edge}.op.1.weight", width, width, 3, 3))];
        foreach (int edge in Edges)
            layout.Add($"{path}.layers.{edge}.op.1.bias", width);
    }

    /// <summary>The names of its parameters in the original's order.</summary>
    public static IEnumerable<string> Names(string path) =>
        Edges.SelectMany(edge => (string[])[$"{path}.layers.{edge}.op.1.weight", $"{path}.layers.{edge}.op.1.bias"]);

    /// <summary>Its output's first channels, of an input whose further channels are zero and left out.</summary>
    public Tensor Forward(in Pass pass, Tensor input, long channels)
    {
        long given = input.shape[1];
        Tensor rectified = input.relu();
        Tensor first = pass.ConvolveAndNormalise(rectified, Weight(pass, 0, given, _width)).relu_();
        Tensor second = pass.ConvolveAndNormalise(rectified, Weight(pass, 1, given, _width)).PlusInPlace(pass.ConvolveAndNormalise(first, Weight(pass, 2, _width, _width))).relu_();
        Tensor output = pass.ConvolveAndNormalise(first, Weight(pass, 3, _width, channels)).PlusInPlace(pass.ConvolveAndNormalise(second, Weight(pass, 4, _width, channels)));
        if (given == channels)
            return output.PlusInPlace(input);
        return output.PlusInPlace(given > channels ? input.narrow(1, 0, channels) : nn.functional.pad(input, [0, 0, 0, 0, 0, channels - given]));
    }

    private Tensor Weight(in Pass pass, int place, long inputs, long outputs) =>
        Reduction.Columns(Reduction.Rows(pass.Weights[_weights[place]], outputs), inputs);
}
