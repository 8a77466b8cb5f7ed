using System.Runtime.InteropServices;

namespace NatsBench.Fast.Internals;

/// <summary>
/// Memory outside the collector's heap, for what is needed once: it goes back when it is let go, where an array, pooled or not, stays in the
/// process until the collector runs. Used by one thread.
/// </summary>
internal sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged
{
    private readonly SystemPages.Block _pages;
    private void* _memory;

    /// <param name="length">How many elements; what they hold is unknown.</param>
    public NativeBuffer(int length)
    {
        nuint bytes = (nuint)length * (nuint)sizeof(T);
        _pages = SystemPages.Take(bytes);
        try
        {
            _memory = _pages.Memory != 0 ? (void*)_pages.Memory : NativeMemory.Alloc(bytes);
        }
        catch (OutOfMemoryException)
        {
            SystemPages.Return(_pages);
            throw;
        }
        Length = length;
    }

    /// <summary>Whoever forgot to let go.</summary>
    ~NativeBuffer() => Free();

    public int Length { get; }

    /// <summary>The elements, valid until the buffer is let go.</summary>
    public Span<T> Span => new(_memory, Length);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_memory is null)
            return;
        if (_pages.Memory == 0)
            NativeMemory.Free(_memory);
        SystemPages.Return(_pages);
        _memory = null;
    }
}
