namespace NatsBench.Fast.Models.Graph;

/// <summary>The mean of each channel over all pixels, as a vector.</summary>
public sealed record GlobalAveragePool : Operation
{
    internal override TensorShape? Output(ReadOnlySpan<TensorShape> inputs) => new(inputs[0].Channels, 1, 1);
}
