namespace NatsBench.Fast.Models.Graph;

/// <summary>The larger of 0 and the input.</summary>
public sealed record Relu : Operation
{
    internal override TensorShape? Output(ReadOnlySpan<TensorShape> inputs) => inputs[0];
}
