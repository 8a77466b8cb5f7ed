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

    /// <summary>A tensor; it is not decoded.</summary>
    Weights,

    /// <summary>Something that was handed out and let go (<see cref="PickleMemo.TryCompact"/>).</summary>
    Spent,
}
