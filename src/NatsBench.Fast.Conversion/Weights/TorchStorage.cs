using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Conversion.Weights;

/// <summary>The numbers behind a tensor, where they lie in a PyTorch stream.</summary>
/// <param name="Type">What they are.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Start">Where the first begins, in bytes.</param>
/// <param name="Count">How many there are; all of them lie in the stream.</param>
internal readonly record struct TorchStorage(ElementType Type, byte[] Stream, int Start, int Count);
