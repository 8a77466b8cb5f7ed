namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>
/// What a pickle may refer back to. The entries since the last <see cref="TryCompact"/> are kept whole. Earlier ones, which
/// an archive in one pickle piles up by the hundred million, take two bytes each: strings, numbers and keys can
/// still be had; lists and dicts, which were handed out and let go, are spent.
/// </summary>
internal sealed class PickleMemo(StringTable strings)
{
    private const int ChunkSize = 1 << 16;
    private const ushort Absent = 0;
    private const ushort Spent = 1;
    private const ushort FirstString = 2;
    private const ushort Exception = ushort.MaxValue;

    private readonly List<ushort[]> _chunks = [];
    private readonly Dictionary<int, PickleValue> _exceptions = [];
    private PickleValue[] _live = new PickleValue[1024];
    private bool[] _isSet = new bool[1024];
    private int _liveStart;
    private int _liveEnd;

    /// <summary>Number of entries, which is the index that MEMOIZE takes next.</summary>
    public int Count { get; private set; }

    public void Clear()
    {
        Array.Clear(_live, 0, _liveEnd);
        Array.Clear(_isSet, 0, _liveEnd);
        _chunks.Clear();
        _exceptions.Clear();
        _liveStart = _liveEnd = Count = 0;
    }

    /// <summary>Stores a value; false where the index is one that no pickler gives.</summary>
    public bool TryPut(long index, in PickleValue value)
    {
        long place = index - _liveStart;
        if ((ulong)place >= PickleLimits.Memo || index >= PickleLimits.ArchiveMemo)
            return false;
        if (place >= _live.Length)
        {
            int size = (int)Math.Min(PickleLimits.Memo, Math.Max(place + 1, 2L * _live.Length));
            Array.Resize(ref _live, size);
            Array.Resize(ref _isSet, size);
        }
        _live[place] = value;
        if (!_isSet[place])
        {
            _isSet[place] = true;
            Count++;
        }
        _liveEnd = Math.Max(_liveEnd, (int)place + 1);
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
        value = _live[place];
        return _isSet[place];
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
            _chunks[index / ChunkSize][index % ChunkSize] = _isSet[i] ? Encode(index, _live[i]) : Absent;
        }
        Array.Clear(_live, 0, _liveEnd);
        Array.Clear(_isSet, 0, _liveEnd);
        _liveStart += _liveEnd;
        _liveEnd = 0;
        return _exceptions.Count <= PickleLimits.ArchiveMemoExceptions;
    }

    private ushort Encode(int index, in PickleValue value)
    {
        if (value.Kind == PickleKind.String && value.Bits < Exception - FirstString)
            return (ushort)(FirstString + value.Bits);
        if (!CanBeShared(value))
            return Spent;
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
            _ => PickleValue.String(strings[code - FirstString], code - FirstString),
        };
        return code != Absent;
    }
}
