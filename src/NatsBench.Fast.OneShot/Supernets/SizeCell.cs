using NatsBench.Fast.OneShot.Engine;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Supernets;

/// <summary>
/// The fixed cell of the size space: 3x3 convolutions on all edges but the fourth, which is a skip. Convolutions that read the same
/// numbers lie beside each other and are computed as one.
/// </summary>
internal sealed class SizeCell
{
    // The convolutions by the input that they read; the last one alone reads node 2.
    private static readonly int[] Edges = [0, 1, 2, 4, 5];

    private readonly long _width;
    private readonly int _fromInput;
    private readonly int _fromFirst;
    private readonly int _fromSecond;

    public SizeCell(ParameterLayout layout, string path, long width)
    {
        _width = width;
        int[] weights = [.. Edges.Select(edge => layout.Add($"{path}.layers.{edge}.op.1.weight", width, width, 3, 3))];
        _fromInput = layout.Join(weights[0], weights[1]);
        _fromFirst = layout.Join(weights[2], weights[3]);
        _fromSecond = weights[4];
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
        Tensor[] fromInput = pass.ConvolveAndNormalise(input.relu(), Reduction.Columns(pass.Weights[_fromInput], given)).split(_width, 1);
        Tensor[] fromFirst = pass.ConvolveAndNormalise(fromInput[0].relu(), Reduction.Rows(pass.Weights[_fromFirst], _width + channels)).split([_width, channels], 1);
        Tensor second = fromInput[1].Plus(fromFirst[0]);
        Tensor output = fromFirst[1].Plus(pass.ConvolveAndNormalise(second.relu(), Reduction.Rows(pass.Weights[_fromSecond], channels)));
        if (given == channels)
            return output.Plus(input);
        return given > channels ? output.Plus(input.narrow(1, 0, channels)) : output.Plus(nn.functional.pad(input, [0, 0, 0, 0, 0, channels - given]));
    }
}
