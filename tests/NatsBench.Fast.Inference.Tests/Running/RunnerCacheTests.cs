using NatsBench.Fast.Inference.Tests.Support;

namespace NatsBench.Fast.Inference.Tests.Running;

public sealed class RunnerCacheTests : IDisposable
{
    private readonly RunnerCache<int> _cache;
    private int _made;

    public RunnerCacheTests() => _cache = new RunnerCache<int>(capacity: 2, Make);

    public void Dispose() => _cache.Dispose();

    [Fact]
    public void A_network_that_waits_is_lent_again()
    {
        INetworkRunner first;
        using (RunnerCache<int>.Loan loan = _cache.Rent(1))
            first = loan.Runner;
        using (RunnerCache<int>.Loan again = _cache.Rent(1), other = _cache.Rent(1))
        {
            Assert.Same(first, again.Runner);
            Assert.NotSame(first, other.Runner);
        }
        Assert.Equal((2, 2), (_made, _cache.Waiting));
    }

    [Fact]
    public void The_one_that_waited_longest_goes()
    {
        foreach (int key in (int[])[1, 2, 1, 3])
            _cache.Rent(key).Dispose();
        Assert.Equal((3, 2), (_made, _cache.Waiting));
        _cache.Rent(1).Dispose();
        _cache.Rent(3).Dispose();
        Assert.Equal(3, _made);
        _cache.Rent(2).Dispose();
        Assert.Equal(4, _made);
    }

    [Fact]
    public void A_loan_ends_once_and_the_cache_with_it()
    {
        RunnerCache<int>.Loan loan = _cache.Rent(1);
        loan.Dispose();
        loan.Dispose();
        Assert.Equal(1, _cache.Waiting);
        Assert.Throws<ObjectDisposedException>(() => loan.Runner);
        using (RunnerCache<int>.Loan late = _cache.Rent(1))
        {
            _cache.Dispose();
            late.Runner.Run(1);
        }
        Assert.Equal(0, _cache.Waiting);
        Assert.Throws<ObjectDisposedException>(() => _cache.Rent(1));
    }

    [Fact]
    public void Many_threads_rent_at_once()
    {
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            using RunnerCache<int>.Loan loan = _cache.Rent(i % 3);
            loan.Runner.Images<float>()[0] = i;
            loan.Runner.Run(1);
            Assert.Equal(i, loan.Runner.Images<float>()[0]);
        });
        Assert.InRange(_cache.Waiting, 1, 2);
    }

    private INetworkRunner Make(int seed)
    {
        Interlocked.Increment(ref _made);
        return NetworkRunner.Load(TestModels.Network(seed), new RunnerOptions { Provider = ExecutionProvider.Cpu, Batch = 1, Threads = 1 });
    }
}
