using System.Buffers;

namespace NatsBench.Fast.Models.Stores;

/// <summary>Bytes of a mapped file as memory; whoever asks for them after the file is closed is refused.</summary>
internal sealed unsafe class MappedBytes(MappedStore store, byte* start, int length) : MemoryManager<byte>
{
    public override Span<byte> GetSpan()
    {
        store.RefuseClosed();
        return new(start, length);
    }

    // The file does not move.
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        store.RefuseClosed();
        return new(start + elementIndex);
    }

    public override void Unpin() { }

    protected override void Dispose(bool disposing) { }
}
