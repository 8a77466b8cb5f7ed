using System.Diagnostics.CodeAnalysis;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>One pass over an archive in one pickle. Its keys may come in any order, so what depends on another is checked at the end.</summary>
internal sealed class SinglePicklePass
{
    private readonly string _path;
    private readonly PickleMachine _machine;
    private readonly RecordReader _reader;
    private readonly Dictionary<int, string> _read = []; // index and architecture of each record so far
    private readonly Queue<(PickleValue Key, PickleValue Value)> _unstreamed = [];
    private bool _isAtEnd;
    private int _last = -1;

    /// <param name="path">The archive.</param>
    /// <param name="machine">What reads it.</param>
    /// <param name="input">Its pickle, from the beginning.</param>
    /// <param name="layout">How its records are laid out.</param>
    public SinglePicklePass(string path, PickleMachine machine, PickleInput input, RecordLayout layout)
    {
        _path = path;
        _reader = new(layout);
        _machine = machine;
        _machine.StartStream(input, OfficialKeys.Records);
    }

    /// <summary>Known at the end.</summary>
    public string[]? Architectures { get; private set; }

    /// <summary>The model that made the archive; empty for measured data.</summary>
    public string Synthetic { get; private set; } = "";

    public int RecordCount => _read.Count;

    /// <summary>What is odd about the whole.</summary>
    public List<OddNote> Odd { get; } = [];

    public bool TryRead([NotNullWhen(true)] out DecodedRecord? record)
    {
        record = null;
        if (!_isAtEnd)
        {
            if (_machine.TryReadItem(out PickleValue key, out PickleValue value))
            {
                record = Decode(key, value);
                return true;
            }
            _isAtEnd = true;
            Finish(value);
        }
        if (_unstreamed.TryDequeue(out (PickleValue Key, PickleValue Value) rest))
            record = Decode(rest.Key, rest.Value);
        else
            CheckArchitectures();
        return record is not null;
    }

    private DecodedRecord Decode(PickleValue key, PickleValue value)
    {
        if (key.Kind != PickleKind.Int || key.AsInt is < 0 or > int.MaxValue)
            throw new NatsBenchException($"{_path}: {OfficialKeys.Records} has the key {key}, which is no index");
        var index = (int)key.AsInt;
        var odd = new List<OddNote>();
        ArchitectureRecord record = _reader.Read(value, index, null, $"{_path}: record {index}", odd);
        if (!_read.TryAdd(index, record.Architecture))
            throw new NatsBenchException($"{_path}: record {index} is there twice");
        if (index < _last)
            odd.Add(new("records not in ascending order, which the column file keeps", $"{index} behind {_last}"));
        _last = index;
        return new(record, odd, 0);
    }

    private void Finish(PickleValue whole)
    {
        if (whole.Kind != PickleKind.Dict || !whole.AsDict.TryGet(OfficialKeys.Records, out PickleValue records) || records.Kind != PickleKind.Dict)
            throw new NatsBenchException($"{_path}: no dict with '{OfficialKeys.Records}'; if this is a record or the meta file of an archive, give their directory");
        Architectures = MetaReader.ReadArchitectures(whole.AsDict, _path, Odd);
        Synthetic = MetaReader.ReadSynthetic(whole.AsDict);
        // A dict that was not filled in the usual way was kept whole.
        foreach (ref readonly PickleDict.Entry entry in records.AsDict.Entries)
            if (entry.Value.Kind != PickleKind.Spent)
                _unstreamed.Enqueue((entry.Key, entry.Value));
        CheckEvaluated(whole.AsDict, records.AsDict);
    }

    private void CheckEvaluated(PickleDict whole, PickleDict records)
    {
        if (!whole.TryGet(OfficialKeys.EvaluatedIndexes, out PickleValue evaluated) || !evaluated.TryGetItems(out ReadOnlySpan<PickleValue> items))
        {
            Odd.Add(new($"no list '{OfficialKeys.EvaluatedIndexes}'", _path));
            return;
        }
        var indexes = new HashSet<long>();
        foreach (ref readonly PickleValue item in items)
        {
            if (item.Kind != PickleKind.Int || !records.TryGet(item, out _))
                Odd.Add(new($"{OfficialKeys.EvaluatedIndexes} names a record that is not there", $"{item}"));
            indexes.Add(item.Bits);
        }
        foreach (ref readonly PickleDict.Entry entry in records.Entries)
            if (!indexes.Contains(entry.Key.Bits))
                Odd.Add(new($"a record that {OfficialKeys.EvaluatedIndexes} does not name", $"{entry.Key}"));
    }

    private void CheckArchitectures()
    {
        foreach ((int index, string architecture) in _read)
            if (index >= Architectures!.Length || Architectures[index] != architecture)
                throw new NatsBenchException(index >= Architectures.Length
                    ? $"{_path}: record {index} is beyond the {Architectures.Length} architectures"
                    : $"{_path}: record {index}: {OfficialKeys.Architecture} is '{Printable.Of(architecture)}', but architecture {index} is '{Printable.Of(Architectures[index])}'");
    }
}
