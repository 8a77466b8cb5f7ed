using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Randomness;
using NatsBench.Fast.OneShot.Training;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>
/// Random search with parameter sharing (Li and Talwalkar, UAI 2019). The weights learn with random cells; then random candidates are
/// scored. Paper: each cell of the network is drawn for itself while it trains, and candidates are one cell everywhere. Sound: one cell
/// everywhere, as it is scored.
/// </summary>
internal sealed class Rsps(SearchScene scene) : TopologyAlgorithm(scene)
{
    private bool IsSound => Scene.Settings.Variant == SearchVariant.Sound;

    public override Tensor WeightLogits(Tensor images)
    {
        TopologyCell[] cells = DrawCells();
        Reach(cells);
        return Net.Path(Scene.TrainWeights(), images, cells);
    }

    // Nothing is learnt; the pass is measured, and moves statistics.
    public override Outcome ArchStep(Batch baseBatch, Batch archBatch)
    {
        using IDisposable constant = no_grad();
        Tensor logits = Net.Path(Scene.TrainArchitecture(), archBatch.Images, DrawCells());
        return Measured(logits, archBatch.Labels, SearchScene.Loss(logits, archBatch.Labels));
    }

    public override Selection Select(CancellationToken cancellation)
    {
        List<TopologyCell> candidates = [];
        HashSet<int> codes = [];
        while (candidates.Count < Scene.Settings.Candidates)
            if (Scene.Draws.Index(DrawPurpose.Candidate, TopologyCell.Count) is var code && codes.Add(code))
                candidates.Add(TopologyCell.FromCode(code));
        return Choose(candidates, [], cancellation);
    }

    public override Tensor ValidLogits(Tensor images, Selection selection) =>
        Net.Path(Scene.Evaluate(), images, IsSound ? [TopologyCell.Parse(selection.Architecture)] : DrawCells());

    private TopologyCell[] DrawCells()
    {
        if (IsSound)
            return [DrawCell(DrawPurpose.Operation)];
        TopologyCell[] cells = new TopologyCell[Net.Cells.Count];
        Span<CellOperation> operations = stackalloc CellOperation[TopologyCell.EdgeCount];
        foreach (ref TopologyCell cell in cells.AsSpan())
        {
            // The edges into a node are drawn again until one carries something.
            for (int first = 0, count = 1; first < TopologyCell.EdgeCount; first += count, count++)
            {
                Span<CellOperation> node = operations.Slice(first, count);
                do
                    foreach (ref CellOperation operation in node)
                        operation = (CellOperation)Scene.Draws.Index(DrawPurpose.Operation, CellOperations.Count);
                while (!node.ContainsAnyExcept(CellOperation.None));
            }
            cell = new TopologyCell(operations);
        }
        return cells;
    }
}
