using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Engine;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Supernets;

/// <summary>The network that holds all 15,625 cells: stem, three stages of searched cells, residual blocks between them.</summary>
internal sealed class TopologySupernet : Supernet
{
    private readonly int _stem;
    private readonly TrackedNorm _stemNorm;

    // Cells and reductions in their order.
    private readonly object[] _blocks;

    // Places of parameters in the buffer, by their views, and of those that no cell chooses.
    private readonly Dictionary<int, int> _places = [];
    private readonly int[] _shared;

    public TopologySupernet(int channels, int cellsPerStage, int classes, ScalarType type, Device device) : base(type, device)
    {
        _stem = Layout.Add("_stem.0.weight", channels, 3, 3, 3);
        _stemNorm = TrackedNorm.Append(Layout, Statistics, "_stem.1", channels);
        List<string> names = ["_stem.0.weight", "_stem.1.weight", "_stem.1.bias"];
        List<object> blocks = [];
        long width = channels;
        for (int stage = 0; stage < 3; stage++)
        {
            if (stage > 0)
            {
                string path = $"_cells.{blocks.Count}";
                int first = Layout.Parameters.Count;
                blocks.Add(new Reduction(Layout, Statistics, path, width, 2 * width));
                width *= 2;
                names.AddRange(Layout.Parameters.Skip(first).Select(view => Layout.Views[view].Name));
            }
            for (int i = 0; i < cellsPerStage; i++)
            {
                string path = $"_cells.{blocks.Count}";
                blocks.Add(new TopologyCellNet(Layout, path, width));
                names.AddRange(TopologyCellNet.Names(path));
            }
        }
        AppendHead(width, classes);
        names.AddRange(["classifier.weight", "classifier.bias"]);
        _blocks = [.. blocks];
        Names = names;
        Cells = _blocks.OfType<TopologyCellNet>().ToArray();
        for (int place = 0; place < Layout.Parameters.Count; place++)
            _places.Add(Layout.Parameters[place], place);
        _shared = [.. Enumerable.Range(0, Layout.Parameters.Count).Where(place => !Layout.Views[Layout.Parameters[place]].Name.Contains(".edges.", StringComparison.Ordinal))];
    }

    /// <summary>The searched cells.</summary>
    public IReadOnlyList<TopologyCellNet> Cells { get; }

    /// <summary>Logits of the mixture of all operations.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="images">[batch, 3, side, side].</param>
    /// <param name="weights">[6, 5], how much each operation counts.</param>
    public Tensor Mix(in Pass pass, Tensor images, Tensor weights)
    {
        EdgeMix mix = new(weights);
        Tensor value = Stem(pass, images);
        foreach (object block in _blocks)
            value = block is Reduction reduction ? Reduce(pass, reduction, value) : ((TopologyCellNet)block).Mix(pass, value, mix);
        return Head(pass, value);
    }

    /// <summary>Logits with one operation on each edge.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="images">[batch, 3, side, side].</param>
    /// <param name="cells">One for all cells, or one for each.</param>
    /// <param name="hard">Straight-through weights, or null.</param>
    public Tensor Path(in Pass pass, Tensor images, ReadOnlySpan<TopologyCell> cells, HardWeights? hard = null)
    {
        Tensor value = Stem(pass, images);
        int place = 0;
        foreach (object block in _blocks)
            if (block is Reduction reduction)
                value = Reduce(pass, reduction, value);
            else
                value = ((TopologyCellNet)block).Path(pass, value, cells.Length == 1 ? cells[0] : cells[place++], hard);
        return Head(pass, value);
    }

    /// <summary>The views that <see cref="Mix"/> reads: joined ones in the place of the parameters that they join; biases are not read.</summary>
    public int[] MixedViews()
    {
        HashSet<int> cells = [.. Cells.SelectMany(cell => cell.MixedViews())];
        return [.. cells, .. _shared.Select(place => Layout.Parameters[place])];
    }

    /// <summary>Tells an optimiser which weights a backward pass through such cells reaches: what all share, and each cell's operations.</summary>
    public void Reach(Sgd sgd, ReadOnlySpan<TopologyCell> cells)
    {
        foreach (int place in _shared)
            sgd.Reach(place);
        for (int place = 0; place < Cells.Count; place++)
            for (int edge = 0; edge < TopologyCell.EdgeCount; edge++)
                if (Cells[place].Parameters(edge, (cells.Length == 1 ? cells[0] : cells[place])[edge]) is { } views)
                {
                    sgd.Reach(_places[views.Weight]);
                    sgd.Reach(_places[views.Bias]);
                }
    }

    private static Tensor Reduce(in Pass pass, Reduction reduction, Tensor value) => reduction.Forward(pass, value, 2 * value.shape[1]);

    private Tensor Stem(in Pass pass, Tensor images) => pass.Normalise(pass.Convolve(pass.Arrange(images), pass.Weights[_stem]), _stemNorm);
}
