using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Training;

/// <summary>Images and their classes on the device. Whoever made it keeps it; a search neither changes nor disposes it.</summary>
/// <param name="Images">[batch, 3, side, side], normalised, in the search's precision (float32 where that is mixed).</param>
/// <param name="Labels">[batch], int64, 0 to the number of classes less 1.</param>
public readonly record struct Batch(Tensor Images, Tensor Labels);
