namespace NatsBench.Fast.Models.Graph;

/// <summary>A matrix times a vector, plus a bias (PyTorch's <c>Linear</c>).</summary>
/// <param name="InFeatures">Length of the input.</param>
/// <param name="OutFeatures">Length of the output.</param>
public sealed record Linear(int InFeatures, int OutFeatures) : Operation
{
    /// <inheritdoc/>
    public override IReadOnlyList<StateTensor> State() =>
    [
        new StateTensor("weight", TensorKind.Parameter, OutFeatures, InFeatures),
        new StateTensor("bias", TensorKind.Parameter, OutFeatures),
    ];

    internal override TensorShape? Output(ReadOnlySpan<TensorShape> inputs) => new(OutFeatures, 1, 1);

    // The official counter counts the bias as well.
    internal override long MultiplyAdds(TensorShape output) => (long)InFeatures * OutFeatures + OutFeatures;
}
