using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Supernets;
using NatsBench.Fast.OneShot.Training;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>
/// GDAS (Dong and Yang, CVPR 2019): each pass samples one operation an edge by Gumbel-Softmax, and the gradient goes through the relaxed
/// sample. Only the chosen operations are computed: the gradient of the others is that of the scalars which the original adds for them.
/// </summary>
internal sealed class Gdas(SearchScene scene) : TopologyAlgorithm(scene)
{
    public override Tensor WeightLogits(Tensor images)
    {
        TopologyCell cell = Sample(ConstantAlpha).Cell;
        Reach([cell]);
        return Net.Path(Scene.TrainWeights(), images, [cell]);
    }

    public override Outcome ArchStep(Batch baseBatch, Batch archBatch)
    {
        Scene.Alpha.ClearGradients();
        (TopologyCell cell, Tensor relaxed, Tensor places) = Sample(TrainedAlpha);
        Reach([cell]);
        Tensor logits = Net.Path(Scene.TrainArchitecture(), archBatch.Images, [cell], new HardWeights(StraightThrough.Of(relaxed, places), cell));
        Tensor loss = SearchScene.Loss(logits, archBatch.Labels);
        BackwardPass.Run(loss);
        StepArchitecture();
        return Measured(logits, archBatch.Labels, loss);
    }

    public override Selection Select(CancellationToken cancellation) => ChooseLargest(cancellation);

    public override Tensor ValidLogits(Tensor images, Selection selection) => Net.Path(Scene.Evaluate(), images, [Sample(ConstantAlpha).Cell]);

    // One look at 6 places is all that the processor waits for.
    private (TopologyCell Cell, Tensor Relaxed, Tensor Places) Sample(Tensor alpha)
    {
        Tensor relaxed = Gumbel.Sample(Scene, alpha).softmax(1);
        Tensor places = relaxed.detach().argmax(1);
        return (new TopologyCell([.. places.cpu().data<long>().ToArray().Select(place => (CellOperation)place)]), relaxed, places);
    }
}
