namespace NatsBench.Fast.Models.Graph;

/// <summary>The input as it is: a <c>skip_connect</c> between equal widths.</summary>
public sealed record Identity : Operation
{
    internal override TensorShape? Output(ReadOnlySpan<TensorShape> inputs) => inputs[0];
}
