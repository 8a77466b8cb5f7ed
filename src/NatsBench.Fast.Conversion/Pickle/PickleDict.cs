using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>A dict: insertion order, and of two equal keys the first key with the last value, as in Python.</summary>
internal sealed class PickleDict
{
    // Up to here a search through the entries is as fast as a table.
    private const int SmallCount = 8;

    private NumberTable? _numbers; // in place of entries, until someone asks for those
    private Entry[] _entries = [];
    private int _count;
    private int[]? _slots; // entry number + 1 by hash; null while the keys are few or ascend
    private bool _ascends = true;

    public readonly record struct Entry(PickleValue Key, PickleValue Value);

    public ReadOnlySpan<Entry> Entries
    {
        get
        {
            if (_numbers is not null)
                SpreadNumbers();
            return _entries.AsSpan(0, _count);
        }
    }

    public int Count => _numbers?.Values.Length ?? _count;

    /// <summary>All that the dict holds, where it is a table of numbers that was filled in one go.</summary>
    public NumberTable? Numbers => _numbers;

    /// <summary>Fills an empty dict.</summary>
    public void Take(NumberTable numbers) => _numbers = numbers;

    /// <summary>Makes room for that many more entries.</summary>
    public void Reserve(int more)
    {
        if (_numbers is not null)
            SpreadNumbers();
        int needed = checked(_count + more);
        if (needed > _entries.Length)
            Array.Resize(ref _entries, Math.Max(needed, _count == 0 ? 0 : 2 * _count));
    }

    /// <summary>Sets a key, which <see cref="PickleKeys.IsKey"/>.</summary>
    public void Set(in PickleValue key, in PickleValue value)
    {
        // Epochs come as 0, 1, 2, …: nothing to look up.
        if (_numbers is not null)
            SpreadNumbers();
        bool ascends = _ascends && key.Kind == PickleKind.Int && (_count == 0 || key.Bits > _entries[_count - 1].Key.Bits);
        int found = ascends ? -1 : Find(key);
        if (found >= 0)
        {
            _entries[found] = new(_entries[found].Key, value);
            return;
        }
        _ascends = ascends;
        Reserve(1);
        _entries[_count++] = new(key, value);
        if (_slots is not null)
            AddSlot(_count - 1);
    }

    public bool TryGet(in PickleValue key, out PickleValue value)
    {
        int found = Find(key);
        value = found < 0 ? default : _entries[found].Value;
        return found >= 0;
    }

    /// <summary>Gets the value of a key that is a string.</summary>
    public bool TryGet(string key, out PickleValue value)
    {
        foreach (ref readonly Entry entry in Entries)
            if (entry.Key.Kind == PickleKind.String && entry.Key.AsString == key)
            {
                value = entry.Value;
                return true;
            }
        value = default;
        return false;
    }

    private void SpreadNumbers()
    {
        NumberTable numbers = _numbers!;
        _numbers = null;
        Reserve(numbers.Values.Length);
        for (int i = 0; i < numbers.Values.Length; i++)
            Set(numbers.KeyAt(i), PickleValue.Float(numbers.Values[i]));
    }

    private int Find(in PickleValue key)
    {
        if (_numbers is not null)
            SpreadNumbers();
        if (_count <= SmallCount)
        {
            for (int i = 0; i < _count; i++)
                if (PickleKeys.AreEqual(_entries[i].Key, key))
                    return i;
            return -1;
        }
        if (_slots is null)
            BuildSlots();
        int mask = _slots.Length - 1;
        for (int slot = PickleKeys.Hash(key) & mask; _slots[slot] != 0; slot = (slot + 1) & mask)
            if (PickleKeys.AreEqual(_entries[_slots[slot] - 1].Key, key))
                return _slots[slot] - 1;
        return -1;
    }

    private void AddSlot(int entry)
    {
        if (2 * _count > _slots!.Length)
        {
            BuildSlots();
            return;
        }
        int mask = _slots.Length - 1;
        int slot = PickleKeys.Hash(_entries[entry].Key) & mask;
        while (_slots[slot] != 0)
            slot = (slot + 1) & mask;
        _slots[slot] = entry + 1;
    }

    [MemberNotNull(nameof(_slots))]
    private void BuildSlots()
    {
        // The entries may have been reserved already: room for all of them at once.
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2 * _entries.Length, 32))];
        for (int i = 0; i < _count; i++)
            AddSlot(i);
    }
}
