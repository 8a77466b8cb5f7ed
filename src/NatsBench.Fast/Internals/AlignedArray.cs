using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Internals;

/// <summary>
/// An array whose elements begin on a cache line, which is also the widest vector: .NET's own arrays begin 16 bytes into one, and every
/// wide load of a scan would touch two. It does not move; its memory goes with the last reference.
/// </summary>
internal sealed unsafe class AlignedArray<T>
    where T : unmanaged
{
    private const int CacheLine = 64;

    private readonly byte[] _memory;

    public AlignedArray(int length)
    {
        _memory = GC.AllocateUninitializedArray<byte>(checked(length * sizeof(T) + CacheLine), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        First = (T*)((address + (CacheLine - 1)) & ~(nuint)(CacheLine - 1));
        Length = length;
    }

    public int Length { get; }

    /// <summary>Where the first element lies while this object lives.</summary>
    public T* First { get; }

    /// <summary>Bytes in memory.</summary>
    public long Bytes => _memory.Length;

    public Span<T> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MemoryMarshal.CreateSpan(ref Unsafe.AsRef<T>(First), Length);
    }

    /// <summary>An element whose index has been checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T At(int index) => ref First[index];
}
