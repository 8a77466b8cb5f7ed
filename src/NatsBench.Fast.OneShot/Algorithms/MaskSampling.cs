using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Randomness;
using NatsBench.Fast.OneShot.Supernets;
using NatsBench.Fast.OneShot.Training;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>
/// Masking with sampling (TuNAS, Bender and others, CVPR 2020): behind each module one sampled width, and REINFORCE with the batch's
/// accuracy, less its moving average, as reward.
/// </summary>
internal sealed class MaskSampling(SearchScene scene) : SizeAlgorithm(scene)
{
    private const double Decay = 0.95;

    // The moving average's sum and weight; it moves while the search warms up, too.
    private readonly Tensor _average = zeros(2, ScalarType.Float64, scene.Device).DetachFromDisposeScope();

    public override Outcome ArchStep(Batch baseBatch, Batch archBatch)
    {
        int[]? candidates = null;
        Tensor logits;
        // The architecture learns from the log-probabilities alone.
        using (no_grad())
        {
            WidthMask mask = Scene.WarmUp is null ? new WidthMask(candidates = DrawWidths(ConstantAlpha)) : (WidthMask)Draw(ConstantAlpha);
            logits = Net.Forward(Scene.TrainArchitecture(), archBatch.Images, mask);
        }
        Tensor advantage = Advantage(Accuracy.Of(logits, archBatch.Labels).Top1);
        if (candidates is null)
            return Measured(logits, archBatch.Labels, zeros_like(advantage));
        Scene.Alpha.ClearGradients();
        // Stem and first cell count the first row twice.
        Tensor chosen = tensor([.. candidates.Select(candidate => (long)candidate)]).to(Scene.Device).unsqueeze(1);
        Tensor loss = -advantage * PerModule(TrainedAlpha).log_softmax(1).gather(1, chosen).sum();
        BackwardPass.Run(loss);
        StepArchitecture();
        return Measured(logits, archBatch.Labels, loss);
    }

    public override IEnumerable<(string Name, Tensor Value)> State() => [("search/moving_average", _average)];

    public override void Restore(Func<string, Tensor> state) => _average.copy_(state("search/moving_average"));

    public override void Dispose()
    {
        base.Dispose();
        _average.Dispose();
    }

    protected override INarrowing DrawOwn(Tensor alpha) => new WidthMask(DrawWidths(alpha));

    // One look at 40 probabilities is all that the processor waits for.
    private int[] DrawWidths(Tensor alpha)
    {
        using Tensor probabilities = alpha.detach().softmax(1).to(ScalarType.Float64).cpu();
        double[] weights = probabilities.data<double>().ToArray();
        int[] candidates = new int[SizeSupernet.Modules];
        for (int module = 0; module < candidates.Length; module++)
            candidates[module] = Scene.Draws.Category(
                DrawPurpose.Width, weights.AsSpan(SizeSupernet.Row(module) * SizeSupernet.Candidates, SizeSupernet.Candidates));
        return candidates;
    }

    // The reward, in percent, less the bias-corrected moving average that has it already: in float32, as the original has accuracies, so that
    // what is always the same is worth exactly nothing.
    private Tensor Advantage(Tensor reward)
    {
        using IDisposable constant = no_grad();
        _average.TimesInPlace(Decay);
        _average[0].PlusInPlace(reward.to(ScalarType.Float64), 1 - Decay);
        _average[1].PlusInPlace(1 - Decay);
        return (reward - (_average[0] / _average[1]).to(ScalarType.Float32)).to(Scene.Type);
    }
}
