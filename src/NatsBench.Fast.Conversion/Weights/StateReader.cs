using NatsBench.Fast.Conversion.Bzip2;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Conversion.Weights;

/// <summary>Reads a trial's <c>net_state_dict</c>. Not thread-safe.</summary>
internal sealed class StateReader
{
    // All trainings of a large network in one setting have 10,000.
    private const int MaxTensors = 1 << 16;

    private readonly TorchTensor _tensors = new();

    // Tensors that are written once and used often count each time, so no small record can ask for more than a large one holds.
    private long _bytesLeft = Bzip2File.MaximumSize;
    private int _tensorsLeft = MaxTensors;

    /// <summary>Reads the tensors of one trial, in their order.</summary>
    /// <param name="state">The trial's weights, which are not None.</param>
    /// <param name="where">What messages call the trial.</param>
    /// <exception cref="NatsBenchException">They are no dict of whole tensors.</exception>
    public TensorSet Read(in PickleValue state, string where)
    {
        if (state.Kind != PickleKind.Dict)
            throw new NatsBenchException($"{where}: the weights are {state}, not a dict of tensors; download the record again");
        ReadOnlySpan<PickleDict.Entry> entries = state.AsDict.Entries;
        if ((_tensorsLeft -= entries.Length) < 0)
            throw new NatsBenchException($"{where}: more than {MaxTensors} tensors, which no record has; download the record again");
        var tensors = new Tensor[entries.Length];
        for (int i = 0; i < tensors.Length; i++)
        {
            if (entries[i].Key is not { Kind: PickleKind.String } name || name.AsString.Length == 0 || entries[i].Value.Kind != PickleKind.Tensor)
                throw new NatsBenchException($"{where}: the weights have {entries[i].Key} with {entries[i].Value}, not a name with a tensor; download the record again");
            tensors[i] = _tensors.Read(name.AsString, entries[i].Value, ref _bytesLeft, $"{where}, {Printable.Of(name.AsString)}");
        }
        return new TensorSet(tensors);
    }
}
