namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>A list, a set, or the numbers of a NumPy array.</summary>
internal sealed class PickleList
{
    private PickleValue[] _items;
    private int _count;

    public PickleList(PickleValue[] items) => (_items, _count) = (items, items.Length);

    public ReadOnlySpan<PickleValue> Items => _items.AsSpan(0, _count);

    /// <summary>True until a NumPy array that is being built has its numbers.</summary>
    public bool IsArrayWithoutData { get; set; }

    public void Add(ReadOnlySpan<PickleValue> items)
    {
        int needed = checked(_count + items.Length);
        if (needed > _items.Length)
            Array.Resize(ref _items, Math.Max(needed, 2 * _count));
        items.CopyTo(_items.AsSpan(_count));
        _count = needed;
    }
}
