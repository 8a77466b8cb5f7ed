namespace NatsBench.Fast.Conversion.Pickle;

// A PyTorch file: its tensors lie behind the pickle, which names each storage by a key.
internal sealed partial class PickleMachine
{
    private readonly HashSet<string> _storages = [];

    /// <summary>Distinct storages that the pickle refers to.</summary>
    public int StorageCount => _storages.Count;

    /// <summary>Bytes of their numbers.</summary>
    public long StorageBytes { get; private set; }

    private void DropStorage()
    {
        if (Pop() is not { Kind: PickleKind.Tuple } reference || reference.AsTuple is not
            [{ Kind: PickleKind.String } word, { Kind: PickleKind.Global } type, { Kind: PickleKind.String } key, { Kind: PickleKind.String }, { Kind: PickleKind.Int, AsInt: >= 0 and <= int.MaxValue } count, ..]
            || word.AsString != "storage")
            throw _input.Error("a reference that is no storage of a tensor; nothing was loaded");
        int size = type.AsGlobal.Does switch
        {
            PickleGlobal.Kind.FloatStorage => sizeof(float),
            PickleGlobal.Kind.LongStorage => sizeof(long),
            _ => throw _input.Error($"'{type.AsGlobal}' is no storage of float32 or int64"),
        };
        if (_storages.Add(key.AsString))
            StorageBytes += count.AsInt * size;
        if (_storages.Count > PickleLimits.Storages)
            throw _input.Error($"more than {PickleLimits.Storages} storages, which no archive has");
        Push(PickleValue.Weights);
    }
}
