using NatsBench.Fast.Format;

namespace NatsBench.Fast.Columns;

/// <summary>A block ready to be stored; the bytes are the encoder's and last until its next call.</summary>
internal readonly ref struct PackedBlock
{
    public required ReadOnlySpan<byte> Stored { get; init; }
    public required int PackedLength { get; init; }
    public required BlockEncoding Encoding { get; init; }
    public required BlockCompression Compression { get; init; }
    public required BlockPresence Presence { get; init; }
}
