namespace NatsBench.Fast.Format;

/// <summary>The outer coat of a block.</summary>
internal enum BlockCompression : byte
{
    /// <summary>None: the stored bytes are the packed ones.</summary>
    None = 0,

    /// <summary>One LZ4 block (no frame).</summary>
    Lz4 = 1,
}
