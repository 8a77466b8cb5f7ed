namespace NatsBench.Fast.Models.Graph;

/// <summary>
/// Zeros as high and wide as the input: a <c>none</c>. (Between equal widths PyTorch multiplies the input by 0, which differs for
/// values that are not finite.)
/// </summary>
/// <param name="Channels">Channels of the output.</param>
public sealed record Zero(int Channels) : Operation
{
    internal override TensorShape? Output(ReadOnlySpan<TensorShape> inputs) => inputs[0] with { Channels = Channels };
}
