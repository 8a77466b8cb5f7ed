using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Native.Handles;

/// <summary>Trained weights, of a weight store or a full archive (<c>nbf_weights</c>). The tensors that were asked for last are kept for who reads them next.</summary>
internal sealed class Weights : Resource
{
    private readonly WeightStore? _store;
    private readonly WeightArchive? _archive;
    private readonly Lock _one = new();
    private (TrainingKey Training, TensorSet? Tensors)? _last;

    public Weights(string path)
    {
        if (WeightStore.IsAt(path))
            _store = WeightStore.Open(path);
        else
            _archive = WeightArchive.Open(path);
    }

    /// <summary>The tensors of one training; null where the record says None.</summary>
    public TensorSet? Of(TrainingKey training)
    {
        lock (_one)
        {
            if (_last is { } last && last.Training == training)
                return last.Tensors;
            TensorSet? tensors = _store is not null ? _store.Get(training) : InArchive(_archive!, training);
            _last = (training, tensors);
            return tensors;
        }
    }

    protected override void Free() => _store?.Dispose();

    private static TensorSet? InArchive(WeightArchive archive, TrainingKey training) =>
        archive.GetNetParamOrNone(training.Architecture, training.Dataset, training.Setting).TryGetValue(training.Seed, out TensorSet? tensors)
            ? tensors
            : throw new RefusedException(Refusal.ValueError, $"{archive}: {training}: no such seed");
}
