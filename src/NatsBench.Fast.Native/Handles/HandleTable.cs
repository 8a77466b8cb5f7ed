using System.Collections.Concurrent;

namespace NatsBench.Fast.Native.Handles;

/// <summary>
/// Handles that are open. A handle is a number that is never given twice, not an address: one that is closed, forged or of another kind is found
/// out, whatever a caller does with it.
/// </summary>
internal static class HandleTable
{
    // Far from small numbers, which callers mistake for handles most.
    private const long First = 0x4E42_4600;

    private static readonly ConcurrentDictionary<nint, Resource> Open = new();
    private static long LastHandle = First;

    /// <summary>A handle of a new resource, whose first use it is.</summary>
    public static nint Add(Resource resource)
    {
        nint handle = (nint)Interlocked.Increment(ref LastHandle);
        Open[handle] = resource;
        return handle;
    }

    /// <summary>What is behind a handle, until the lease ends.</summary>
    /// <exception cref="StatusException">It is closed, was never opened, or is of another kind.</exception>
    public static Lease<T> Take<T>(nint handle)
        where T : Resource
    {
        if (!Open.TryGetValue(handle, out Resource? resource))
            throw new StatusException(Status.InvalidHandle, handle == 0 ? $"the handle of a {NameOf<T>()} is null" : $"no open handle of a {NameOf<T>()}: it was closed or never opened");
        if (resource is not T own)
            throw new StatusException(Status.InvalidHandle, $"a handle of a {NameOf<T>()} is needed, and this is one of a {resource.GetType().Name.ToLowerInvariant()}");
        return own.TryUse() ? new(own) : throw new StatusException(Status.InvalidHandle, $"the handle of a {NameOf<T>()} is being closed");
    }

    /// <summary>Closes a handle: its calls under way end in peace.</summary>
    /// <exception cref="StatusException">It is closed already or was never opened.</exception>
    public static void Close<T>(nint handle)
        where T : Resource
    {
        using (Take<T>(handle))
            if (!Open.TryRemove(handle, out Resource? resource))
                throw new StatusException(Status.InvalidHandle, $"the handle of a {NameOf<T>()} is closed already");
            else
                resource.Release();
    }

    private static string NameOf<T>() => typeof(T).Name.ToLowerInvariant();
}
