using System.Runtime.InteropServices;

namespace NatsBench.Fast.Benchmarks.Bare;

/// <summary>Memory of a bare loop: begins on a cache line, never moves, and stays as long as the process.</summary>
internal static unsafe class BareMemory
{
    private const int CacheLine = 64;

    public static T* Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        T* memory = (T*)NativeMemory.AlignedAlloc((nuint)values.Length * (nuint)sizeof(T), CacheLine);
        values.CopyTo(new Span<T>(memory, values.Length));
        return memory;
    }
}
