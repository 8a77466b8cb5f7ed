namespace NatsBench.Fast.Native.Handles;

/// <summary>A resource for the time of one call.</summary>
internal readonly ref struct Lease<T>(T resource)
    where T : Resource
{
    public T Resource => resource;

    public void Dispose() => resource.Release();
}
