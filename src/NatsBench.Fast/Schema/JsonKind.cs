namespace NatsBench.Fast.Schema;

/// <summary>What a <see cref="JsonValue"/> is.</summary>
internal enum JsonKind
{
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}
