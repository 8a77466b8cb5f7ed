using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Randomness;
using NatsBench.Fast.OneShot.Supernets;
using NatsBench.Fast.OneShot.Training;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>What the searches of the topology space share.</summary>
internal abstract class TopologyAlgorithm(SearchScene scene) : Algorithm(scene)
{
    protected TopologySupernet Net => (TopologySupernet)Scene.Net;

    /// <summary>The architecture's parameters, through which a backward pass reaches them.</summary>
    protected Tensor TrainedAlpha => Scene.Alpha.Trained[0];

    /// <summary>The same as constants.</summary>
    protected Tensor ConstantAlpha => Scene.Alpha.Constant[0];

    public override Tensor Logits(Tensor images, string architecture) => Net.Path(Scene.Evaluate(), images, [TopologyCell.Parse(architecture)]);

    /// <summary>Says that a backward pass reaches the operations of these cells, and what all cells share.</summary>
    protected void Reach(ReadOnlySpan<TopologyCell> cells) => Net.Reach(Scene.Sgd, cells);

    /// <summary>Says that a backward pass reaches every weight.</summary>
    protected void ReachAll()
    {
        for (int place = 0; place < Net.Layout.Parameters.Count; place++)
            Scene.Sgd.Reach(place);
    }

    /// <summary>A cell with each operation as likely.</summary>
    protected TopologyCell DrawCell(DrawPurpose purpose)
    {
        Span<CellOperation> operations = stackalloc CellOperation[TopologyCell.EdgeCount];
        foreach (ref CellOperation operation in operations)
            operation = (CellOperation)Scene.Draws.Index(purpose, CellOperations.Count);
        return new TopologyCell(operations);
    }

    /// <summary>Scores candidates in order; the first of the best is chosen. Paper: a batch each. Sound: all images.</summary>
    protected Selection Choose(IReadOnlyList<TopologyCell> candidates, IReadOnlyList<double> logProbabilities, CancellationToken cancellation)
    {
        double[] scores = new double[candidates.Count];
        Scene.BeginWalk();
        for (int i = 0; i < scores.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Scene.Settings.Variant != SearchVariant.Sound || candidates.Count == 1)
            {
                scores[i] = Score(candidates[i], Scene.NextValid());
                continue;
            }
            double right = 0, images = 0;
            for (int batch = 0; batch < Scene.Batches.ValidBatches; batch++)
            {
                Batch valid = Scene.NextValid();
                right += Score(candidates[i], valid) * valid.Labels.shape[0];
                images += valid.Labels.shape[0];
            }
            scores[i] = right / images;
        }
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
            if (scores[i] > scores[best])
                best = i;
        return new Selection(candidates[best].ToString(), [.. candidates.Select(candidate => candidate.ToString())], scores, logProbabilities);
    }

    /// <summary>The cell of the largest parameters, scored as well.</summary>
    protected Selection ChooseLargest(CancellationToken cancellation)
    {
        using Tensor places = ConstantAlpha.argmax(1).cpu();
        return Choose([new TopologyCell([.. places.data<long>().ToArray().Select(place => (CellOperation)place)])], [], cancellation);
    }

    /// <summary>Accuracy of a cell on a batch, in evaluation mode.</summary>
    protected double Score(TopologyCell cell, Batch batch)
    {
        using TorchSharp.DisposeScope scope = TorchSharp.torch.NewDisposeScope();
        using IDisposable constant = no_grad();
        Tensor logits = Net.Path(Scene.Evaluate(), batch.Images, [cell]);
        Scene.Witness?.Passed("select", logits, batch.Labels, null);
        return Accuracy.Of(logits, batch.Labels).Top1.item<float>();
    }
}
