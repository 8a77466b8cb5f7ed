using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>
/// DARTS, second order: the architecture's gradient at weights that a step on the base batch would give, w' = w - ξ(0.9·momentum + ∇L + wd·w),
/// less ξ times the mixed second derivative times v, the weights' gradient there. Paper: by finite differences at w ± R·v with
/// R = 0.01/‖v‖. Exact: by a second backward pass.
/// </summary>
internal sealed class DartsSecondOrder(SearchScene scene) : Darts(scene)
{
    // Other weights in the same layout, with gradients of their own.
    private readonly ParameterBlock _other = new(scene.Net.Layout, scene.Type, scene.Device);

    /// <summary>How far the two weights of the finite difference lie from those between them.</summary>
    internal double Epsilon { get; init; } = 0.01;

    public override Outcome ArchStep(Batch baseBatch, Batch archBatch)
    {
        double rate = Scene.LearningRate;
        ReachAll();
        Unroll(baseBatch, rate);

        Outcome outcome = AtUnrolled(archBatch);

        // Both are used again.
        Tensor? unrolled = Scene.Witness is null ? null : _other.Values.clone();
        Tensor direct = Scene.Alpha.Gradients.clone();
        Tensor implicitPart = Scene.Settings.Variant == SearchVariant.Exact ? SecondBackward(baseBatch) : Differences(baseBatch);
        Scene.Witness?.SecondOrder(_other.Gradients, unrolled!, direct, implicitPart);
        Scene.Alpha.Gradients.copy_(direct).PlusInPlace(implicitPart.flatten(), -rate);
        StepArchitecture();
        return outcome;
    }

    public override void Dispose()
    {
        base.Dispose();
        _other.Dispose();
    }

    // Every pass lets go of what it leaves behind before the next begins: four of them at once would be gigabytes.
    private Outcome AtUnrolled(Batch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        // Statistics of the unrolled copy are the copy's, and lost.
        Scene.Alpha.ClearGradients();
        _other.ClearGradients();
        Tensor logits = Net.Mix(Scene.Train(_other.Trained, statistics: null), batch.Images, TrainedAlpha.softmax(1));
        Tensor loss = SearchScene.Loss(logits, batch.Labels);
        BackwardPass.Run(loss);
        return Measured(logits, batch.Labels, loss, "unrolled").MoveOut();
    }

    private void Unroll(Batch batch, double rate)
    {
        using DisposeScope scope = NewDisposeScope();
        Scene.Weights.ClearGradients();
        Tensor logits = Net.Mix(Scene.TrainWeights(), batch.Images, ConstantAlpha.softmax(1));
        Tensor loss = SearchScene.Loss(logits, batch.Labels);
        BackwardPass.Run(loss);
        Scene.Witness?.Passed("base2", logits, batch.Labels, loss);
        using IDisposable constant = no_grad();
        Tensor direction = Scene.Weights.Gradients.PlusInPlace(Scene.Weights.Values, Scene.Settings.WeightDecay).PlusInPlace(Scene.Sgd.Momentum, Scene.Settings.Momentum);
        _other.Values.copy_(Scene.Weights.Values).PlusInPlace(direction, -rate);
    }

    private Tensor Differences(Batch batch)
    {
        Tensor radius = _other.Gradients.norm().reciprocal().Times(Epsilon);
        Tensor offset = _other.Gradients * radius;
        Tensor plus = At("plus", Scene.Weights.Values.Plus(offset)), minus = At("minus", Scene.Weights.Values - offset);
        return (plus - minus) / radius.Times(2);

        Tensor At(string kind, Tensor weights)
        {
            using DisposeScope scope = NewDisposeScope();
            using (no_grad())
                _other.Values.copy_(weights);
            Tensor logits = Net.Mix(Scene.Train(_other.Constant, Net.Statistics), batch.Images, TrainedAlpha.softmax(1));
            Tensor loss = SearchScene.Loss(logits, batch.Labels);
            Scene.Witness?.Passed(kind, logits, batch.Labels, loss);
            Scene.Alpha.ClearGradients();
            BackwardPass.Run(loss);
            return Scene.Alpha.Gradients.clone().view(TrainedAlpha.shape).MoveToOuterDisposeScope();
        }
    }

    // d/dα of the weights' gradient along v, which is a constant.
    private Tensor SecondBackward(Batch batch)
    {
        Tensor logits = Net.Mix(Scene.TrainWeights(), batch.Images, TrainedAlpha.softmax(1));
        int[] views = Net.MixedViews();
        IList<Tensor> gradients = autograd.grad(
            [SearchScene.Loss(logits, batch.Labels)], [.. views.Select(view => Scene.Weights.Trained[view])], retain_graph: true, create_graph: true);
        Tensor along = zeros(1, Scene.Type, Scene.Device);
        for (int i = 0; i < views.Length; i++)
            along = along.Plus((gradients[i] * ParameterBlock.Part(_other.Gradients, Net.Layout.Views[views[i]])).sum());
        return autograd.grad([along], [TrainedAlpha])[0];
    }
}
