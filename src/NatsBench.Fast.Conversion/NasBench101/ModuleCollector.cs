using System.Numerics;
using NatsBench.Fast.Conversion.Provenance;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.NasBench101;

/// <summary>The records of a file by module, number of epochs and repeat. Not thread-safe.</summary>
/// <param name="path">The file, for messages.</param>
internal sealed class ModuleCollector(string path)
{
    private const int Repeats = 3;
    private const int MostLengths = 16;
    private const int NoRecord = -1;

    private readonly List<Module> _modules = [];

    // True while modules come in the order of their hashes, as official files have them: one that comes after all others is new.
    private bool _isSorted = true;

    // From hashes to modules: slots of numbers of modules, one more than the number so that 0 is free, half of them empty. None while they are sorted.
    private int[] _slots = [];

    // So many modules have been given away to be checked.
    private int _taken;

    // The module of the record before.
    private int _last;

    private readonly List<Length> _lengths = [];
    private readonly FindingTally _odd = new();

    /// <summary>Number of modules.</summary>
    public int ModuleCount => _modules.Count;

    /// <summary>Number of records.</summary>
    public int RecordCount { get; private set; }

    /// <summary>Number of numbers that are there, parameters included.</summary>
    public long NumberCount { get; private set; }

    /// <summary>What no official file has.</summary>
    public IReadOnlyList<Finding> Odd => _odd.ToFindings();

    /// <summary>Takes a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="number">Its number in the file.</param>
    /// <param name="offset">Its place in the file.</param>
    /// <exception cref="DamagedFileException">It is one too many, or contradicts those before it.</exception>
    public void Add(in ModuleRecord record, long number, long offset)
    {
        int module = ModuleOf(record, number, offset);
        Length length = LengthOf(record.Epochs, number, offset);
        Span<int> records = length.Of(module);
        int repeat = 0;
        for (; repeat < records.Length && records[repeat] != NoRecord; repeat++)
            if (length.Numbers.Equals(records[repeat], record))
                throw Damaged(number, offset, $"it is record {length.Numbers.Place(records[repeat])} again: module {record.Hash}, {record.Epochs} epochs");
        if (repeat == Repeats)
            throw Damaged(number, offset, $"it is a fourth training of module {record.Hash} for {record.Epochs} epochs, where three are the most");
        records[repeat] = length.Numbers.Add(record, RecordCount++);
        NumberCount += int.PopCount(record.Present);
        if (record.HasOddEpoch)
            _odd.Add("an evaluation after another epoch than none, half and all", number, static number => $"record {number}");
        if ((record.Present & ModuleRecord.HasParameters) == 0)
            throw Damaged(number, offset, "its metrics have no number of parameters");
    }

    /// <summary>Gives modules away whose hashes nobody has checked yet.</summary>
    /// <param name="check">Receives them all; it may check them while more are collected.</param>
    /// <param name="least">Fewer are left for the next time.</param>
    /// <returns>False where it received none.</returns>
    public bool TryTakeUnchecked(ModuleHashCheck check, int least)
    {
        int first = _taken;
        if (_modules.Count - first < int.Max(least, 1))
            return false;
        check.Begin(first);
        for (; _taken < _modules.Count; _taken++)
            check.Add(_modules[_taken].Graph, _modules[_taken].Hash);
        return true;
    }

    /// <summary>What is wrong with a module whose hash is not that of its graph.</summary>
    /// <param name="module">Its number, in the order in which modules came.</param>
    public DamagedFileException OtherHash(int module) =>
        OtherHash(_modules[module].Graph, _modules[module].Hash, _modules[module].Record, _modules[module].Offset);

    /// <summary>The modules in the order of their hashes, and their trainings.</summary>
    public (ModuleHash[] Hashes, ModuleGraph[] Graphs, IReadOnlyList<ModuleTable> Tables) Sorted()
    {
        ModuleHash[] hashes = [.. _modules.Select(module => module.Hash)];
        int[] order = [.. Enumerable.Range(0, hashes.Length)];
        if (!_isSorted)
            Array.Sort(hashes, order);
        ModuleGraph[] graphs = [.. order.Select(module => _modules[module].Graph)];
        return (hashes, graphs, [.. _lengths.OrderBy(length => length.Epochs).Select(length => Table(length, order))]);
    }

    /// <summary>What some modules have and others lack.</summary>
    public IReadOnlyList<Finding> Absent()
    {
        FindingTally absent = new();
        foreach (Length length in _lengths.OrderBy(length => length.Epochs))
            for (int module = 0; module < _modules.Count; module++)
            {
                int count = 0;
                foreach (int record in length.Of(module))
                {
                    if (record == NoRecord)
                        break;
                    count++;
                    if ((length.Numbers.Present(record) & ((1 << ModuleRecord.Count) - 1)) != (1 << ModuleRecord.Count) - 1)
                        absent.Add($"{length.Epochs} epochs: a number of a training", length.Numbers.Place(record), static place => $"record {place}");
                }
                if (count < Repeats)
                    absent.Add($"{length.Epochs} epochs: {count} trainings, not {Repeats}", _modules[module].Hash, static hash => $"module {hash}");
            }
        return absent.ToFindings();
    }

    private static ModuleTable Table(Length length, int[] order)
    {
        int[] first = new int[order.Length + 1];
        int[] trainings = new int[order.Length * Repeats];
        int count = 0;
        for (int index = 0; index < order.Length; index++)
        {
            foreach (int record in length.Of(order[index]))
                if (record != NoRecord)
                    trainings[count++] = record;
            first[index + 1] = count;
        }
        return new ModuleTable(length.Epochs, first, (start, isHalfway, target) => length.Numbers.Fill(trainings.AsSpan(start, target.Count), isHalfway ? 0 : ModuleRecord.PointNumbers, target));
    }

    private int ModuleOf(in ModuleRecord record, long number, long offset)
    {
        if (_last < _modules.Count && _modules[_last].Hash == record.Hash && _modules[_last].Graph == record.Graph)
            return _last;
        return _last = FindOrAdd(record, number, offset);
    }

    private int FindOrAdd(in ModuleRecord record, long number, long offset)
    {
        if (_isSorted && (_modules.Count == 0 || _modules[^1].Hash < record.Hash))
        {
            _modules.Add(new Module(record.Hash, record.Graph, number, offset));
            return _modules.Count - 1;
        }
        if (_isSorted || 2 * _modules.Count >= _slots.Length)
            FillSlots();
        ref int slot = ref Slot(record.Hash);
        if (slot > 0)
        {
            // Isomorphic graphs share a hash; the first one counts.
            if (_modules[slot - 1].Graph != record.Graph && record.Graph.Hash() != record.Hash)
                throw OtherHash(record.Graph, record.Hash, number, offset);
            return slot - 1;
        }
        _modules.Add(new Module(record.Hash, record.Graph, number, offset));
        return (slot = _modules.Count) - 1;
    }

    private void FillSlots()
    {
        _isSorted = false;
        _slots = new int[int.Max(1 << 12, 4 * (int)BitOperations.RoundUpToPowerOf2((uint)_modules.Count))];
        for (int module = 0; module < _modules.Count; module++)
            Slot(_modules[module].Hash) = module + 1;
    }

    private ref int Slot(ModuleHash hash)
    {
        int mask = _slots.Length - 1;
        // Hostile hashes may share their first bits; a multiplication spreads them as well as any that can be known.
        int place = (int)(((ulong)hash.Value ^ (ulong)(hash.Value >> 64)) * 0x9e3779b97f4a7c15 >> 32) & mask;
        while (_slots[place] > 0 && _modules[_slots[place] - 1].Hash != hash)
            place = (place + 1) & mask;
        return ref _slots[place];
    }

    private Length LengthOf(int epochs, long number, long offset)
    {
        foreach (Length length in _lengths)
            if (length.Epochs == epochs)
                return length;
        if (_lengths.Count == MostLengths)
            throw Damaged(number, offset, $"it was trained for {epochs} epochs, a {MostLengths + 1}th number of them; the original has four");
        _lengths.Add(new Length(epochs));
        return _lengths[^1];
    }

    private DamagedFileException OtherHash(ModuleGraph graph, ModuleHash hash, long number, long offset) =>
        Damaged(number, offset, $"its hash is {hash}, but that of its module {graph.Hash()}");

    private DamagedFileException Damaged(long number, long offset, string fault) => TfRecordFrames.Damaged(path, number, offset, fault);

    /// <summary>Of a number of epochs the numbers of each module's records.</summary>
    private sealed class Length(int epochs)
    {
        private int[] _records = [];

        public int Epochs => epochs;

        /// <summary>The numbers of its records.</summary>
        public ModuleNumberStore Numbers { get; } = new();

        public Span<int> Of(int module)
        {
            int first = module * Repeats;
            if (first >= _records.Length)
                Grow(first + Repeats);
            return _records.AsSpan(first, Repeats);
        }

        private void Grow(int least)
        {
            int[] records = new int[int.Max(least, 2 * _records.Length / Repeats * Repeats)];
            _records.CopyTo(records, 0);
            records.AsSpan(_records.Length).Fill(NoRecord);
            _records = records;
        }
    }

    private readonly record struct Module(ModuleHash Hash, ModuleGraph Graph, long Record, long Offset);
}
