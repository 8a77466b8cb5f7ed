namespace NatsBench.Fast.Internals;

/// <summary>
/// What is made once and then kept: found without a lock, while whoever keeps more copies the list of what there is. For lists that are
/// short and grow seldom; <c>ConcurrentDictionary</c> takes half a megabyte of library and code for as much. Thread-safe.
/// </summary>
internal sealed class Kept<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
    where TValue : class
{
    // By hash; those of one hash hang together.
    private Dictionary<int, Entry> _entries = [];

    public bool IsEmpty => Volatile.Read(ref _entries).Count == 0;

    /// <summary>What is kept of a key; null where nothing is.</summary>
    public TValue? Find(in TKey key)
    {
        _ = Volatile.Read(ref _entries).TryGetValue(key.GetHashCode(), out Entry? entry);
        return Find(entry, key);
    }

    /// <summary>Keeps a value, unless there is one of the key already, which then stays.</summary>
    /// <returns>The one that is kept.</returns>
    public TValue Keep(in TKey key, TValue value)
    {
        while (true)
        {
            Dictionary<int, Entry> before = Volatile.Read(ref _entries);
            int hash = key.GetHashCode();
            _ = before.TryGetValue(hash, out Entry? others);
            if (Find(others, key) is { } earlier)
                return earlier;
            Dictionary<int, Entry> after = new(before) { [hash] = new Entry(key, value, others) };
            if (Interlocked.CompareExchange(ref _entries, after, before) == before)
                return value;
        }
    }

    private static TValue? Find(Entry? entry, in TKey key)
    {
        while (entry is not null && !entry.Key.Equals(key))
            entry = entry.Next;
        return entry?.Value;
    }

    private sealed class Entry(TKey key, TValue value, Entry? next)
    {
        public readonly TKey Key = key;
        public readonly TValue Value = value;
        public readonly Entry? Next = next;
    }
}
