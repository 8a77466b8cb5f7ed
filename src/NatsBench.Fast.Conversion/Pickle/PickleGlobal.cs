namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>A name that a pickle may mention: each stands for a way to build data, and none is ever looked up in Python.</summary>
internal sealed class PickleGlobal
{
    private static readonly Dictionary<string, PickleGlobal> Known = ByName(
    [
        new(Kind.Dict, "collections.OrderedDict"),
        new(Kind.DefaultDict, "collections.defaultdict"),
        new(Kind.Dict, "builtins.dict", "__builtin__.dict"),
        new(Kind.Set, "builtins.set", "__builtin__.set", "builtins.frozenset", "__builtin__.frozenset"),
        new(Kind.List, "builtins.list", "__builtin__.list"),
        new(Kind.Tuple, "builtins.tuple", "__builtin__.tuple"),
        new(Kind.Int, "builtins.int", "__builtin__.int", "__builtin__.long"),
        new(Kind.Float, "builtins.float", "__builtin__.float"),
        new(Kind.Bool, "builtins.bool", "__builtin__.bool"),
        new(Kind.String, "builtins.str", "__builtin__.str", "__builtin__.unicode"),
        new(Kind.Bytes, "builtins.bytes", "__builtin__.bytes", "builtins.bytearray", "__builtin__.bytearray"),
        new(Kind.Encode, "_codecs.encode"),
        new(Kind.NumpyScalar, "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar"),
        new(Kind.NumpyType, "numpy.dtype"),
        new(Kind.NumpyArrayType, "numpy.ndarray"),
        new(Kind.NumpyArray, "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct"),
        new(Kind.NumpyBuffer, "numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer"),
        new(Kind.Tensor, "torch._utils._rebuild_tensor_v2"),
        new(Kind.TensorStorage, "torch.storage._load_from_bytes"),
        new(Kind.FloatStorage, "torch.FloatStorage"),
        new(Kind.LongStorage, "torch.LongStorage"),
    ]);

    private readonly string[] _names;

    private PickleGlobal(Kind does, params string[] names) => (Does, _names) = (does, names);

    /// <summary>What a call of the name builds.</summary>
    public enum Kind
    {
        Dict, DefaultDict, Set, List, Tuple, Int, Float, Bool, String, Bytes,
        Encode, NumpyScalar, NumpyType, NumpyArrayType, NumpyArray, NumpyBuffer, Tensor, TensorStorage,
        FloatStorage, LongStorage,
    }

    public Kind Does { get; }

    /// <summary>Whether what a pickle is read for may hold it: no tensor is an image.</summary>
    public bool IsFor(PickleScope scope) => scope != PickleScope.Images || Does < Kind.Tensor;

    public static bool TryGet(string name, out PickleGlobal? global) => Known.TryGetValue(name, out global);

    public override string ToString() => _names[0];

    private static Dictionary<string, PickleGlobal> ByName(PickleGlobal[] globals)
    {
        Dictionary<string, PickleGlobal> known = [];
        foreach (PickleGlobal global in globals)
            foreach (string name in global._names)
                known.Add(name, global);
        return known;
    }
}
