using System.IO.Hashing;
using System.Text;
using System.Text.Unicode;

namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>
/// Every distinct string once, found by its UTF-8 bytes: the ten thousand keys of a record, <c>x-valid@17</c> and the
/// like, are a few hundred strings, and seeing one again allocates nothing. Ids count from 0 in order of first sight.
/// </summary>
internal sealed class StringTable
{
    // Unknown to whoever made the file, so no file can make all strings collide.
    private static readonly long Seed = Random.Shared.NextInt64();

    private int[] _slots = new int[1024]; // id + 1
    private Entry[] _entries = new Entry[512];
    private byte[] _bytes = new byte[8192];
    private int _used;
    private int _last; // seen last

    /// <param name="Text">The string.</param>
    /// <param name="Hash">Of its bytes.</param>
    /// <param name="Start">Where they lie.</param>
    /// <param name="Length">How many they are.</param>
    /// <param name="Next">The string that came behind it when it was seen last.</param>
    private record struct Entry(string Text, ulong Hash, int Start, int Length, int Next);

    public int Count { get; private set; }

    /// <summary>Bytes of all strings.</summary>
    public int Size => _used;

    public string this[int id] => _entries[id].Text;

    /// <summary>The id of a text, or -1 if it is not UTF-8.</summary>
    public int Intern(ReadOnlySpan<byte> utf8)
    {
        // Records resemble one another: mostly the same string comes next.
        int next = _entries[_last].Next;
        if (next >= Count || !utf8.SequenceEqual(BytesOf(next)))
        {
            next = Find(utf8);
            if (next < 0)
                return -1;
            _entries[_last].Next = next;
        }
        return _last = next;
    }

    /// <summary>Forgets all strings; ids start again.</summary>
    public void Clear()
    {
        Array.Clear(_slots);
        Array.Clear(_entries);
        Count = _used = _last = 0;
    }

    private ReadOnlySpan<byte> BytesOf(int id) => _bytes.AsSpan(_entries[id].Start, _entries[id].Length);

    private int Find(ReadOnlySpan<byte> utf8)
    {
        ulong hash = XxHash3.HashToUInt64(utf8, Seed);
        int mask = _slots.Length - 1;
        int slot = (int)hash & mask;
        for (; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            ref readonly Entry entry = ref _entries[_slots[slot] - 1];
            if (entry.Hash == hash && utf8.SequenceEqual(BytesOf(_slots[slot] - 1)))
                return _slots[slot] - 1;
        }
        if (!Utf8.IsValid(utf8))
            return -1;
        _slots[slot] = Count + 1;
        return Add(utf8, hash);
    }

    private int Add(ReadOnlySpan<byte> utf8, ulong hash)
    {
        if (_used + utf8.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, checked(_used + utf8.Length)));
        utf8.CopyTo(_bytes.AsSpan(_used));
        if (Count == _entries.Length)
            Array.Resize(ref _entries, 2 * Count);
        _entries[Count] = new(Encoding.UTF8.GetString(utf8), hash, _used, utf8.Length, 0);
        _used += utf8.Length;
        if (2 * ++Count > _slots.Length)
            Rehash();
        return Count - 1;
    }

    private void Rehash()
    {
        _slots = new int[2 * _slots.Length];
        int mask = _slots.Length - 1;
        for (int id = 0; id < Count; id++)
        {
            int slot = (int)_entries[id].Hash & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = id + 1;
        }
    }
}
