namespace NatsBench.Fast.Format;

/// <summary>What a column is called: three numbered names and two small numbers. Their meaning is the schema's business.</summary>
internal readonly record struct ColumnKey(ushort Name1, ushort Name2, ushort Name3, byte Kind, byte Part)
{
    /// <summary>All of it as one number.</summary>
    public ulong Number => (ulong)Name1 << 48 | (ulong)Name2 << 32 | (ulong)Name3 << 16 | (ulong)Kind << 8 | Part;
}
