using NatsBench.Fast.OneShot.Supernets;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>
/// Masking with Gumbel-Softmax (FBNetV2, Wan and others, CVPR 2020): behind each module a mixture of all eight masks, with soft weights
/// that are sampled for each pass.
/// </summary>
internal sealed class MaskGumbel(SearchScene scene) : SizeAlgorithm(scene)
{
    // Row k has ones on its first 8(k+1) channels.
    private readonly Tensor _masks = Masks(scene).DetachFromDisposeScope();

    public override void Dispose()
    {
        base.Dispose();
        _masks.Dispose();
    }

    protected override INarrowing DrawOwn(Tensor alpha)
    {
        Tensor factors = Gumbel.Sample(Scene, PerModule(alpha)).softmax(1).matmul(_masks);
        return new SoftMask(factors.view(SizeSupernet.Modules, 1, SizeSupernet.Width, 1, 1));
    }

    private static Tensor Masks(SearchScene scene)
    {
        double[] masks = new double[SizeSupernet.Candidates * SizeSupernet.Width];
        for (int candidate = 0; candidate < SizeSupernet.Candidates; candidate++)
            masks.AsSpan(candidate * SizeSupernet.Width, SizeSupernet.Channels(candidate)).Fill(1);
        return tensor(masks, [SizeSupernet.Candidates, SizeSupernet.Width], scene.Type, scene.Device);
    }

    // A factor for each channel.
    private sealed class SoftMask(Tensor factors) : INarrowing
    {
        public long Channels(int module) => SizeSupernet.Width;

        public Tensor Narrow(int module, Tensor output) => output * factors[module];
    }
}
