namespace NatsBench.Fast.Models.Graph;

/// <summary>
/// What a node computes: one of the records of this namespace, and no other. They are pure values, equal when their numbers are, and
/// know neither names nor neighbours. Whatever else is asked of a network (its shapes, costs, tensors) is derived from them.
/// </summary>
public abstract record Operation
{
    private protected Operation()
    {
    }

    /// <summary>
    /// The tensors that PyTorch's module of this operation keeps, in the order of its <c>state_dict</c>, named as within the module.
    /// Made anew by each call.
    /// </summary>
    public virtual IReadOnlyList<StateTensor> State() => [];

    /// <summary>The shape of the output, or null where the inputs do not fit.</summary>
    internal abstract TensorShape? Output(ReadOnlySpan<TensorShape> inputs);

    /// <summary>
    /// Multiply-adds for one image as the official counter has them: of convolutions and the classifier alone
    /// (AutoDL-Projects, <c>xautodl/utils/flop_benchmark.py</c>).
    /// </summary>
    internal virtual long MultiplyAdds(TensorShape output) => 0;
}
