namespace NatsBench.Fast.Models.Graph;

/// <summary>
/// A batch normalisation with scale, shift and running statistics (PyTorch's <c>BatchNorm2d</c> by its defaults: 1e-5 is added to the
/// variance).
/// </summary>
/// <param name="Channels">Number of channels.</param>
public sealed record BatchNorm(int Channels) : Operation
{
    /// <inheritdoc/>
    public override IReadOnlyList<StateTensor> State()
    {
        int[] shape = [Channels];
        return
        [
            new StateTensor("weight", TensorKind.Parameter, shape),
            new StateTensor("bias", TensorKind.Parameter, shape),
            new StateTensor("running_mean", TensorKind.Statistic, shape),
            new StateTensor("running_var", TensorKind.Statistic, shape),
            new StateTensor("num_batches_tracked", TensorKind.Counter),
        ];
    }

    internal override TensorShape? Output(ReadOnlySpan<TensorShape> inputs) => inputs[0];
}
