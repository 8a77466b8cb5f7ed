namespace NatsBench.Fast.Native.Handles;

/// <summary>What is made from a benchmark and keeps it open.</summary>
internal abstract class Part : Resource
{
    private readonly Bench _bench;

    /// <param name="bench">The benchmark, in use by the caller.</param>
    protected Part(Bench bench)
    {
        _bench = bench;
        if (!bench.TryUse())
            throw new StatusException(Status.InvalidHandle, "the handle of a bench is being closed");
    }

    public Bench Bench => _bench;

    protected override void Free() => _bench.Release();
}
