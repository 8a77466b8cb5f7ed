namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>
/// What a pickle may refer back to. The entries since the last <see cref="TryCompact"/> are kept whole. Earlier ones, which
/// an archive in one pickle piles up by the hundred million, take two bytes each: strings, numbers and keys can
/// still be had; lists and dicts, which were handed out and let go, are spent.
/// </summary>
/// <param name="strings">The strings of the pickle.</param>
/// <param name="limit">Entries that are kept whole.</param>
internal sealed class PickleMemo(StringTable strings, int limit = PickleLimits.Memo)
{
    private const int ChunkSize = 1 << 16;
    private const ushort Absent = 0;
    private const ushort Spent = 1;
    private const ushort FirstString = 2;
    private const ushort Exception = ushort.MaxValue;

    private readonly List<ushort[]> _chunks = [];
    private readonly Dictionary<int, PickleValue> _exceptions = [];
    private readonly List<PickleValue> _others = [];
    private int[] _live = new int[1024]; // a string's id + 1, the complement of a place among the others, or 0
    private int _liveStart;
    private int _liveEnd;

    /// <summary>Number of entries, which is the index that MEMOIZE takes next.</summary>
    public int Count { get; private set; }

    public void Clear()
    {
        ClearLive();
        _chunks.Clear();
        _exceptions.Clear();
        _liveStart = Count = 0;
    }

    /// <summary>Stores a value; false where the index is one that no pickler gives.</summary>
    public bool TryPut(long index, in PickleValue value)
    {
        if (value.Kind == PickleKind.String)
            return TryPutText(index, (int)value.Bits);
        if (!TryReserve(index, out int place))
            return false;
        if (_live[place] < 0)
        {
            _others[~_live[place]] = value;
            return true;
        }
        _live[place] = ~_others.Count;
        _others.Add(value);
        return true;
    }

    /// <summary>Stores a string; false where the index is one that no pickler gives.</summary>
    public bool TryPutText(long index, int id)
    {
        if (!TryReserve(index, out int place))
            return false;
        _live[place] = id + 1;
        return true;
    }

    /// <summary>Gets a value; a spent one is <see cref="PickleKind.Spent"/>.</summary>
    public bool TryGet(long index, out PickleValue value)
    {
        long place = index - _liveStart;
        value = default;
        if (index < 0 || place >= _liveEnd)
            return false;
        if (place < 0)
            return TryGetCompact((int)index, out value);
        int code = _live[place];
        if (code != 0)
            value = code > 0 ? Text(code - 1) : _others[~code];
        return code != 0;
    }

    /// <summary>Gets a string; false for any other value, and for none.</summary>
    public bool TryGetText(long index, out int id)
    {
        long place = index - _liveStart;
        id = place >= 0 && place < _liveEnd ? _live[place] - 1
            : TryGet(index, out PickleValue value) && value.Kind == PickleKind.String ? (int)value.Bits
            : -1;
        return id >= 0;
    }

    /// <summary>Lets go of all containers so far.</summary>
    /// <returns>False where more must be kept than any archive has.</returns>
    public bool TryCompact()
    {
        for (int i = 0; i < _liveEnd; i++)
        {
            int index = _liveStart + i;
            if (index / ChunkSize == _chunks.Count)
                _chunks.Add(new ushort[ChunkSize]);
            _chunks[index / ChunkSize][index % ChunkSize] = _live[i] switch
            {
                0 => Absent,
                > 0 and int text => EncodeText(index, text - 1),
                int other => EncodeOther(index, _others[~other]),
            };
        }
        _liveStart += _liveEnd;
        ClearLive();
        return _exceptions.Count <= PickleLimits.ArchiveMemoExceptions;
    }

    // Counts an entry that is new and makes room for it.
    private bool TryReserve(long index, out int place)
    {
        long offset = index - _liveStart;
        place = (int)offset;
        if ((ulong)offset >= (ulong)limit || index >= PickleLimits.ArchiveMemo)
            return false;
        if (offset >= _live.Length)
            Array.Resize(ref _live, (int)Math.Min(limit, Math.Max(offset + 1, 2L * _live.Length)));
        Count += _live[place] == 0 ? 1 : 0;
        _liveEnd = Math.Max(_liveEnd, place + 1);
        return true;
    }

    private void ClearLive()
    {
        Array.Clear(_live, 0, _liveEnd);
        _others.Clear();
        _liveEnd = 0;
    }

    private PickleValue Text(int id) => PickleValue.String(strings[id], id);

    private ushort EncodeText(int index, int id) =>
        id < Exception - FirstString ? (ushort)(FirstString + id) : Except(index, Text(id));

    private ushort EncodeOther(int index, in PickleValue value) => CanBeShared(value) ? Except(index, value) : Spent;

    private ushort Except(int index, in PickleValue value)
    {
        _exceptions[index] = value;
        return Exception;
    }

    /// <summary>Scalars, and what Python itself shares between any two records: single bytes, and tuples such as (dataset, seed).</summary>
    private static bool CanBeShared(in PickleValue value) => value.Kind switch
    {
        PickleKind.Bytes => value.AsBytes.Length <= 1,
        PickleKind.Tuple => value.AsTuple.Length <= 2 && PickleKeys.IsKey(value),
        PickleKind.List or PickleKind.Set or PickleKind.Dict => false,
        _ => true,
    };

    private bool TryGetCompact(int index, out PickleValue value)
    {
        ushort code = _chunks[index / ChunkSize][index % ChunkSize];
        value = code switch
        {
            Absent => default,
            Spent => PickleValue.Spent,
            Exception => _exceptions[index],
            _ => Text(code - FirstString),
        };
        return code != Absent;
    }
}
