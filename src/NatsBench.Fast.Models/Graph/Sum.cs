namespace NatsBench.Fast.Models.Graph;

/// <summary>The sum of two or more inputs of one shape, added in their order.</summary>
public sealed record Sum : Operation
{
    internal override TensorShape? Output(ReadOnlySpan<TensorShape> inputs) => inputs.ContainsAnyExcept(inputs[0]) ? null : inputs[0];
}
