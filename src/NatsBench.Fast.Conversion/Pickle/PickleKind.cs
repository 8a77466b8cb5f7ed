namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>What a <see cref="PickleValue"/> is.</summary>
internal enum PickleKind : byte
{
    None,
    Bool,
    Int,
    BigInt,
    Float,
    String,
    Bytes,
    Tuple,
    List,
    Set,
    Dict,
    Global,
    NumpyType,

    /// <summary>A tensor or its storage, dropped.</summary>
    Weights,

    /// <summary>A tensor's storage as it is written: a PyTorch stream.</summary>
    Storage,

    /// <summary>A tensor as it is written: storage, offset, sides, strides and more.</summary>
    Tensor,

    /// <summary>A NumPy array as it is written.</summary>
    Array,

    /// <summary>Something that was handed out and let go (<see cref="PickleMemo.TryCompact"/>).</summary>
    Spent,
}
