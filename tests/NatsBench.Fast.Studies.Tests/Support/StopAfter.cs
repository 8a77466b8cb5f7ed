namespace NatsBench.Fast.Studies.Tests.Support;

/// <summary>Cancels once so many trials are done.</summary>
internal sealed class StopAfter(long trials) : IProgress<long>, IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public CancellationToken Token => _source.Token;

    public void Report(long value)
    {
        if (value >= trials)
            _source.Cancel();
    }

    public void Dispose() => _source.Dispose();
}
