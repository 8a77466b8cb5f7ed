namespace NatsBench.Fast.Inference;

/// <summary>
/// Runners of many networks, made when they are first asked for and kept for the next time, as a search does that comes back to its best. A
/// runner is lent to one caller at a time; who asks for one that is out gets another of the same network. No more than a given number wait to be
/// lent: the one that has waited longest goes first. Any number of threads may call at once.
/// </summary>
/// <typeparam name="TKey">What tells networks apart.</typeparam>
/// <param name="capacity">The most runners that wait, 0 or more; those that are lent come on top.</param>
/// <param name="load">Makes the runner of a network; called by several threads at once.</param>
public sealed class RunnerCache<TKey>(int capacity, Func<TKey, INetworkRunner> load) : IDisposable
    where TKey : IEquatable<TKey>
{
    private readonly int _capacity = capacity >= 0 ? capacity : throw new ArgumentOutOfRangeException(nameof(capacity));
    private readonly Func<TKey, INetworkRunner> _load = load ?? throw new ArgumentNullException(nameof(load));
    private readonly Lock _lock = new();

    // Those that wait, the longest first; few enough to look through.
    private readonly LinkedList<(TKey Key, INetworkRunner Runner)> _waiting = [];
    private bool _isDisposed;

    /// <summary>How many runners wait to be lent.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    /// <summary>Lends the runner of a network until the loan is disposed of.</summary>
    /// <exception cref="NatsBenchException">It cannot be made.</exception>
    public Loan Rent(TKey key)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            for (LinkedListNode<(TKey Key, INetworkRunner Runner)>? node = _waiting.Last; node is not null; node = node.Previous)
                if (node.Value.Key.Equals(key))
                {
                    _waiting.Remove(node);
                    return new Loan(this, key, node.Value.Runner);
                }
        }
        return new Loan(this, key, _load(key));
    }

    /// <summary>Ends the runners that wait; those that are lent end when they come back.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            foreach ((_, INetworkRunner runner) in _waiting)
                runner.Dispose();
            _waiting.Clear();
        }
    }

    private void Return(TKey key, INetworkRunner runner)
    {
        INetworkRunner? gone = runner;
        lock (_lock)
            if (!_isDisposed)
            {
                _waiting.AddLast((key, runner));
                gone = null;
                if (_waiting.Count > _capacity)
                {
                    gone = _waiting.First!.Value.Runner;
                    _waiting.RemoveFirst();
                }
            }
        gone?.Dispose();
    }

    /// <summary>A runner that is lent. One thread at a time.</summary>
    public sealed class Loan : IDisposable
    {
        private readonly RunnerCache<TKey> _cache;
        private readonly TKey _key;
        private INetworkRunner? _runner;

        internal Loan(RunnerCache<TKey> cache, TKey key, INetworkRunner runner) => (_cache, _key, _runner) = (cache, key, runner);

        /// <summary>The runner.</summary>
        public INetworkRunner Runner => _runner ?? throw new ObjectDisposedException(nameof(Loan));

        /// <summary>Gives it back.</summary>
        public void Dispose()
        {
            if (Interlocked.Exchange(ref _runner, null) is { } runner)
                _cache.Return(_key, runner);
        }
    }
}
