using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Arrays that pointers point into, each at a cache line and cleared; they live as long as this does.</summary>
internal sealed unsafe class Rooms
{
    private readonly List<object> _arrays = [];

    /// <summary>Another one.</summary>
    /// <param name="length">How many it holds.</param>
    public T* Of<T>(int length)
        where T : unmanaged
    {
        AlignedArray<T> array = new(length);
        array.Span.Clear();
        _arrays.Add(array);
        return array.First;
    }
}
