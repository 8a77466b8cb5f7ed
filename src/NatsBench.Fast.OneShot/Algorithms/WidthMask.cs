using NatsBench.Fast.OneShot.Supernets;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>Hard masks: the first channels of each module pass, the others are zero and not computed.</summary>
/// <param name="candidates">The width of each of the six modules, 0 to 7.</param>
internal sealed class WidthMask(int[] candidates) : INarrowing
{
    public long Channels(int module) => SizeSupernet.Channels(candidates[module]);

    public Tensor Narrow(int module, Tensor output) => output;
}
