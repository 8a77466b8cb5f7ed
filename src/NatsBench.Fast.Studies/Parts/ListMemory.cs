using System.Buffers;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>The values of a list as memory, for a library that asks for some; none is added or removed meanwhile.</summary>
/// <param name="list">The list.</param>
internal sealed class ListMemory<T>(List<T> list) : MemoryManager<T>
{
    public override Span<T> GetSpan() => CollectionsMarshal.AsSpan(list);

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
    }
}
