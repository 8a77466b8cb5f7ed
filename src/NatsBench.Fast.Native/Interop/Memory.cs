namespace NatsBench.Fast.Native.Interop;

/// <summary>Pointers and lengths of callers, checked before anything is read or written.</summary>
internal static unsafe class Memory
{
    /// <summary>A place for one value.</summary>
    public static T* Place<T>(T* place, string name)
        where T : unmanaged =>
        place is not null ? place
            : throw new StatusException(Status.InvalidArgument, $"{name} is null");

    /// <summary>A caller's array; null is allowed for none.</summary>
    public static Span<T> Array<T>(T* first, nuint length, string name)
        where T : unmanaged
    {
        if (length > (nuint)(int.MaxValue / sizeof(T)))
            throw new StatusException(Status.InvalidArgument, $"{name}: {length} elements are more than one call takes");
        if (first is null && length > 0)
            throw new StatusException(Status.InvalidArgument, $"{name} is null and its length {length}");
        if ((nuint)first % (nuint)sizeof(nint) % (nuint)int.Min(sizeof(T), sizeof(nint)) != 0)
            throw new StatusException(Status.InvalidArgument, $"{name} is not aligned");
        return new Span<T>(first, (int)length);
    }
}
