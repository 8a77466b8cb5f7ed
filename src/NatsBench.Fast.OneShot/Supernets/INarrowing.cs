using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Supernets;

/// <summary>What a search of the size space does behind each module of its supernet; drawn for one pass.</summary>
internal interface INarrowing
{
    /// <summary>How many of a module's first channels are computed; the others would be zero.</summary>
    long Channels(int module);

    /// <summary>What follows of a module's output, which has <see cref="Channels"/> channels.</summary>
    Tensor Narrow(int module, Tensor output);
}
