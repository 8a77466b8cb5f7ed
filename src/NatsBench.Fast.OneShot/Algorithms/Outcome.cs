using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>What a pass gave, on the device: a scalar loss and logits, without gradients.</summary>
internal readonly record struct Outcome(Tensor Loss, Tensor Logits)
{
    /// <summary>The same, in the scope around the one that ends.</summary>
    public Outcome MoveOut() => new(Loss.MoveToOuterDisposeScope(), Logits.MoveToOuterDisposeScope());
}
