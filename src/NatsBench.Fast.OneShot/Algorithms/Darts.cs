using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Training;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>
/// DARTS (Liu, Simonyan and Yang, ICLR 2019), first order: weights and architecture learn with the mixture of all operations, each on
/// its own batch. Paper: the weights' step comes first. Sound: the architecture's, as in DARTS itself.
/// </summary>
internal class Darts(SearchScene scene) : TopologyAlgorithm(scene)
{
    public override bool IsArchitectureFirst => Scene.Settings.Variant == SearchVariant.Sound;

    public override Tensor WeightLogits(Tensor images)
    {
        ReachAll();
        return Net.Mix(Scene.TrainWeights(), images, ConstantAlpha.softmax(1));
    }

    public override Outcome ArchStep(Batch baseBatch, Batch archBatch)
    {
        Scene.Alpha.ClearGradients();
        Tensor logits = Net.Mix(Scene.TrainArchitecture(), archBatch.Images, TrainedAlpha.softmax(1));
        Tensor loss = SearchScene.Loss(logits, archBatch.Labels);
        BackwardPass.Run(loss);
        StepArchitecture();
        return Measured(logits, archBatch.Labels, loss);
    }

    public override Selection Select(CancellationToken cancellation) => ChooseLargest(cancellation);

    public override Tensor ValidLogits(Tensor images, Selection selection) => Net.Mix(Scene.Evaluate(), images, ConstantAlpha.softmax(1));
}
