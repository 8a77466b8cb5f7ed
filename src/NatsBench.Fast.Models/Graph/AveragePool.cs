namespace NatsBench.Fast.Models.Graph;

/// <summary>
/// The mean of each window. Padding does not count: a window over a corner divides by the pixels that are there
/// (PyTorch's <c>AvgPool2d</c> with <c>count_include_pad=False</c>).
/// </summary>
/// <param name="Window">Size, stride and padding.</param>
public sealed record AveragePool(Window Window) : Operation
{
    internal override TensorShape? Output(ReadOnlySpan<TensorShape> inputs) => Window.Over(inputs[0], inputs[0].Channels);
}
