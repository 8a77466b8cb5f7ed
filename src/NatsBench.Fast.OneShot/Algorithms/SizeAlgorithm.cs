using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Randomness;
using NatsBench.Fast.OneShot.Supernets;
using NatsBench.Fast.OneShot.Training;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>What the searches of the size space share: the warm-up, and the choice of the largest parameters.</summary>
internal abstract class SizeAlgorithm(SearchScene scene) : Algorithm(scene)
{
    // The row of parameters of each module: stem and first cell share one, and draw for themselves.
    private readonly Tensor _rows = tensor([.. Enumerable.Range(0, SizeSupernet.Modules).Select(module => (long)SizeSupernet.Row(module))]).to(scene.Device)
        .DetachFromDisposeScope();

    protected SizeSupernet Net => (SizeSupernet)Scene.Net;

    protected Tensor TrainedAlpha => Scene.Alpha.Trained[0];

    protected Tensor ConstantAlpha => Scene.Alpha.Constant[0];

    public override Tensor WeightLogits(Tensor images)
    {
        for (int place = 0; place < Net.Layout.Parameters.Count; place++)
            Scene.Sgd.Reach(place);
        return Net.Forward(Scene.TrainWeights(), images, Draw(ConstantAlpha));
    }

    public override Outcome ArchStep(Batch baseBatch, Batch archBatch)
    {
        if (Scene.WarmUp is not null)
        {
            // The pass is made all the same: it draws, is measured, and moves statistics.
            using IDisposable constant = no_grad();
            Tensor measured = Net.Forward(Scene.TrainArchitecture(), archBatch.Images, Draw(ConstantAlpha));
            return Measured(measured, archBatch.Labels, SearchScene.Loss(measured, archBatch.Labels));
        }
        Scene.Alpha.ClearGradients();
        Tensor logits = Net.Forward(Scene.TrainArchitecture(), archBatch.Images, Draw(TrainedAlpha));
        Tensor loss = SearchScene.Loss(logits, archBatch.Labels);
        BackwardPass.Run(loss);
        StepArchitecture();
        return Measured(logits, archBatch.Labels, loss);
    }

    public override Selection Select(CancellationToken cancellation)
    {
        using Tensor places = ConstantAlpha.argmax(1).cpu();
        int[] widths = [.. places.data<long>().ToArray().Select(place => SizeSupernet.Channels((int)place))];
        return new Selection(new SizeNetwork(widths).ToString(), [], [], []);
    }

    public override Tensor ValidLogits(Tensor images, Selection selection) => Net.Forward(Scene.Evaluate(), images, Draw(ConstantAlpha));

    public override Tensor Logits(Tensor images, string architecture)
    {
        SizeNetwork network = SizeNetwork.Parse(architecture);
        int[] candidates = [.. Enumerable.Range(0, SizeSupernet.Modules).Select(module => network[SizeSupernet.Row(module)] * SizeSupernet.Candidates / SizeSupernet.Width - 1)];
        return Net.Forward(Scene.Evaluate(), images, new WidthMask(candidates));
    }

    public override void Dispose()
    {
        base.Dispose();
        _rows.Dispose();
    }

    /// <summary>What this search does behind each module, of one pass that does not warm up.</summary>
    protected abstract INarrowing DrawOwn(Tensor alpha);

    /// <summary>A row of parameters for each of the six modules.</summary>
    protected Tensor PerModule(Tensor alpha) => alpha.index_select(0, _rows);

    /// <summary>What is done behind each module of one pass.</summary>
    protected INarrowing Draw(Tensor alpha) => Scene.WarmUp is { } full ? DrawWarmUp(full) : DrawOwn(alpha);

    private WidthMask DrawWarmUp(double full)
    {
        int[] candidates = new int[SizeSupernet.Modules];
        for (int module = 0; module < candidates.Length; module++)
            candidates[module] = Scene.Draws.Uniform(DrawPurpose.WarmUp) < full
                ? SizeSupernet.Candidates - 1
                : Scene.Draws.Index(DrawPurpose.WarmUpWidth, SizeSupernet.Candidates);
        return new WidthMask(candidates);
    }
}
