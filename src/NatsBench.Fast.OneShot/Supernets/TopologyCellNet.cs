using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Engine;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Supernets;

/// <summary>
/// A searched cell: four nodes, six edges, five operations on each. Edges that leave one node read the same numbers, so their
/// convolutions lie beside each other and are computed as one where all are wanted; ReLU and pooling are computed once for a node.
/// </summary>
internal sealed class TopologyCellNet
{
    /// <summary>The edges that leave node 0, 1 and 2, by their canonical numbers.</summary>
    public static readonly int[][] Leaving = [[0, 1, 3], [2, 4], [5]];

    /// <summary>The node that an edge leaves.</summary>
    public static readonly int[] Source = [0, 0, 1, 0, 1, 2];

    /// <summary>The node that an edge enters.</summary>
    public static readonly int[] Target = [1, 2, 2, 3, 3, 3];

    private readonly long _channels;
    private readonly int[] _small = new int[TopologyCell.EdgeCount];
    private readonly int[] _large = new int[TopologyCell.EdgeCount];
    private readonly int[] _smallJoined = new int[3];
    private readonly int[] _largeJoined = new int[3];
    private readonly (int Small, int Large)[] _biases = new (int, int)[TopologyCell.EdgeCount];

    public TopologyCellNet(ParameterLayout layout, string path, long channels)
    {
        _channels = channels;
        for (int node = 0; node < 3; node++)
        {
            foreach (int edge in Leaving[node])
                _large[edge] = layout.Add($"{Name(path, edge, CellOperation.NorConv3x3)}.weight", channels, channels, 3, 3);
            _largeJoined[node] = layout.Join([.. Leaving[node].Select(edge => _large[edge])]);
            foreach (int edge in Leaving[node])
                _small[edge] = layout.Add($"{Name(path, edge, CellOperation.NorConv1x1)}.weight", channels, channels, 1, 1);
            _smallJoined[node] = layout.Join([.. Leaving[node].Select(edge => _small[edge])]);
        }
        for (int edge = 0; edge < TopologyCell.EdgeCount; edge++)
            _biases[edge] = (layout.Add($"{Name(path, edge, CellOperation.NorConv1x1)}.bias", channels), layout.Add($"{Name(path, edge, CellOperation.NorConv3x3)}.bias", channels));
    }

    /// <summary>The names of its parameters in the original's order.</summary>
    public static IEnumerable<string> Names(string path)
    {
        for (int edge = 0; edge < TopologyCell.EdgeCount; edge++)
            foreach (CellOperation operation in (CellOperation[])[CellOperation.NorConv1x1, CellOperation.NorConv3x3])
            {
                yield return $"{Name(path, edge, operation)}.weight";
                yield return $"{Name(path, edge, operation)}.bias";
            }
    }

    /// <summary>The views of the parameters that an operation on an edge has; none for operations without.</summary>
    public (int Weight, int Bias)? Parameters(int edge, CellOperation operation) => operation switch
    {
        CellOperation.NorConv1x1 => (_small[edge], _biases[edge].Small),
        CellOperation.NorConv3x3 => (_large[edge], _biases[edge].Large),
        _ => null,
    };

    /// <summary>The views that <see cref="Mix"/> reads.</summary>
    public IEnumerable<int> MixedViews() => _largeJoined.Concat(_smallJoined);

    /// <summary>All operations of each edge, weighted.</summary>
    public Tensor Mix(in Pass pass, Tensor input, EdgeMix mix)
    {
        Tensor?[] nodes = [input, null, null, null];
        for (int node = 0; node < 3; node++)
        {
            Tensor value = nodes[node]!, rectified = value.relu(), pooled = Pass.Pool(value);
            Tensor convolved = pass.ConvolveAndNormalise(rectified, pass.Weights[_largeJoined[node]], mix.Large(node, _channels))
                .PlusInPlace(pass.ConvolveAndNormalise(rectified, pass.Weights[_smallJoined[node]], mix.Small(node, _channels)));
            Tensor[] parts = Leaving[node].Length == 1 ? [convolved] : convolved.split(_channels, 1);
            for (int i = 0; i < parts.Length; i++)
            {
                int edge = Leaving[node][i];
                Tensor sum = parts[i].PlusProduct(value, mix[edge, CellOperation.SkipConnect]).PlusProduct(pooled, mix[edge, CellOperation.AvgPool3x3]);
                nodes[Target[edge]] = nodes[Target[edge]] is { } others ? others.Plus(sum) : sum;
            }
        }
        return nodes[3]!;
    }

    /// <summary>One operation on each edge; what does not lead to the output is not computed.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="input">Node 0.</param>
    /// <param name="cell">The operations.</param>
    /// <param name="hard">
    /// Straight-through weights: each operation is multiplied by its weight, and the weights of the others are added, which are zero and
    /// have a gradient; null for none.
    /// </param>
    public Tensor Path(in Pass pass, Tensor input, TopologyCell cell, HardWeights? hard)
    {
        // With straight-through weights every edge has a gradient, whatever it leads to.
        bool[] isUsed = hard is null ? Used(cell) : [true, true, true, true];
        Tensor?[] nodes = [input, null, null, null], rectified = new Tensor?[3], pooled = new Tensor?[3];
        for (int edge = 0; edge < TopologyCell.EdgeCount; edge++)
        {
            if (!isUsed[Target[edge]])
                continue;
            int source = Source[edge];
            CellOperation operation = cell[edge];
            Tensor? value = nodes[source];
            Tensor? term = operation switch
            {
                _ when value is null => null,
                CellOperation.SkipConnect => Scale(value, hard?[edge]),
                CellOperation.AvgPool3x3 => Scale(pooled[source] ??= Pass.Pool(value), hard?[edge]),
                CellOperation.NorConv1x1 => pass.ConvolveAndNormalise(rectified[source] ??= value.relu(), pass.Weights[_small[edge]], hard?.Factor(edge, _channels)),
                CellOperation.NorConv3x3 => pass.ConvolveAndNormalise(rectified[source] ??= value.relu(), pass.Weights[_large[edge]], hard?.Factor(edge, _channels)),
                _ => null,
            };
            if (term is not null)
                nodes[Target[edge]] = nodes[Target[edge]] is { } others ? others.Plus(term) : term;
            // The last edge into a node.
            if (hard is not null && edge is 0 or 2 or 5)
                nodes[Target[edge]] = (nodes[Target[edge]] ?? zeros_like(input)).Plus(hard!.Others(Target[edge]));
        }
        return nodes[3] ?? zeros_like(input);
    }

    // Which nodes reach the output by edges that carry something.
    private static bool[] Used(TopologyCell cell)
    {
        bool[] isUsed = [false, false, false, true];
        for (int edge = TopologyCell.EdgeCount - 1; edge >= 0; edge--)
            if (isUsed[Target[edge]] && cell[edge] != CellOperation.None)
                isUsed[Source[edge]] = true;
        return isUsed;
    }

    private static Tensor Scale(Tensor value, Tensor? weight) => weight is null ? value : value * weight;

    private static string Name(string path, int edge, CellOperation operation) => $"{path}.edges.{Target[edge]}<-{Source[edge]}.{(int)operation}.op.1";
}
