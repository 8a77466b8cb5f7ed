namespace NatsBench.Fast.Models.Graph;

/// <summary>The input of a network, always its first node: images of three channels, normalised.</summary>
public sealed record Images : Operation
{
    /// <summary>Red, green and blue.</summary>
    public const int Channels = 3;

    internal override TensorShape? Output(ReadOnlySpan<TensorShape> inputs) => inputs[0];
}
