namespace NatsBench.Fast.Models.Graph;

/// <summary>A two-dimensional convolution over all channels, zero-padded, without bias (PyTorch's <c>Conv2d</c>).</summary>
/// <param name="InChannels">Channels of the input.</param>
/// <param name="OutChannels">Channels of the output.</param>
/// <param name="Window">Size, stride and padding.</param>
public sealed record Convolution(int InChannels, int OutChannels, Window Window) : Operation
{
    /// <inheritdoc/>
    public override IReadOnlyList<StateTensor> State() =>
        [new StateTensor("weight", TensorKind.Parameter, OutChannels, InChannels, Window.Size, Window.Size)];

    internal override TensorShape? Output(ReadOnlySpan<TensorShape> inputs) => Window.Over(inputs[0], OutChannels);

    internal override long MultiplyAdds(TensorShape output) =>
        checked((long)Window.Size * Window.Size * InChannels * OutChannels * output.Height * output.Width);
}
