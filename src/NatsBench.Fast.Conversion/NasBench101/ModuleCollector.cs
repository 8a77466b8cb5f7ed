using System.Runtime.InteropServices;
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

    // So many modules are hashed at a time.
    private const int CheckedModules = 1024;

    private readonly ModuleNumberStore _numbers = new();
    private readonly List<Module> _modules = [];

    // From hashes to modules: slots of numbers of modules, one more than the number so that 0 is free, half of them empty.
    private int[] _slots = new int[1 << 12];

    // The module of the record before.
    private int _last;

    // By number of epochs: for each module the numbers of its records.
    private readonly List<(int Epochs, List<int> Records)> _lengths = [];
    private readonly FindingTally _odd = new();

    /// <summary>Number of modules.</summary>
    public int ModuleCount => _modules.Count;

    /// <summary>Number of records.</summary>
    public int RecordCount => _numbers.Count;

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
        List<int> records = RecordsOf(record.Epochs, number, offset);
        int first = module * Repeats;
        while (records.Count < first + Repeats)
            records.Add(NoRecord);
        int repeat = 0;
        for (; repeat < Repeats && records[first + repeat] != NoRecord; repeat++)
            if (_numbers.Equals(records[first + repeat], record))
                throw Damaged(number, offset, $"it is record {records[first + repeat]} again: module {record.Hash}, {record.Epochs} epochs");
        if (repeat == Repeats)
            throw Damaged(number, offset, $"it is a fourth training of module {record.Hash} for {record.Epochs} epochs, where three are the most");
        records[first + repeat] = _numbers.Add(record);
        NumberCount += int.PopCount(record.Present);
        if (record.HasOddEpoch)
            _odd.Add("an evaluation after another epoch than none, half and all", number, static number => $"record {number}");
        if ((record.Present & ModuleRecord.HasParameters) == 0)
            throw Damaged(number, offset, "its metrics have no number of parameters");
    }

    /// <summary>Checks that the hash of every module is that of its graph.</summary>
    /// <param name="threads">How many threads.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="DamagedFileException">One is not.</exception>
    public void CheckHashes(int threads, CancellationToken cancellation)
    {
        int parts = (_modules.Count + CheckedModules - 1) / CheckedModules, odd = int.MaxValue;
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, part =>
        {
            ReadOnlySpan<Module> modules = CollectionsMarshal.AsSpan(_modules)[(part * CheckedModules)..int.Min((part + 1) * CheckedModules, _modules.Count)];
            Span<ModuleGraph> graphs = stackalloc ModuleGraph[modules.Length];
            Span<ModuleHash> hashes = stackalloc ModuleHash[modules.Length];
            for (int i = 0; i < modules.Length; i++)
                graphs[i] = modules[i].Graph;
            ModuleHashing.Of(graphs, hashes);
            for (int i = 0; i < modules.Length; i++)
                if (hashes[i] != modules[i].Hash)
                    Lower(ref odd, part * CheckedModules + i);
        });
        if (odd != int.MaxValue)
            throw OtherHash(_modules[odd].Graph, _modules[odd].Hash, _modules[odd].Record, _modules[odd].Offset);

        // Of several the first, whatever the threads did.
        static void Lower(ref int least, int index)
        {
            for (int known = Volatile.Read(ref least); index < known; known = Volatile.Read(ref least))
                Interlocked.CompareExchange(ref least, index, known);
        }
    }

    /// <summary>The modules in the order of their hashes, and their trainings.</summary>
    public (ModuleHash[] Hashes, ModuleGraph[] Graphs, IReadOnlyList<ModuleTable> Tables) Sorted()
    {
        ModuleHash[] hashes = [.. _modules.Select(module => module.Hash)];
        int[] order = [.. Enumerable.Range(0, hashes.Length)];
        Array.Sort(hashes, order);
        ModuleGraph[] graphs = [.. order.Select(module => _modules[module].Graph)];
        return (hashes, graphs, [.. _lengths.OrderBy(length => length.Epochs).Select(length => Table(length.Epochs, length.Records, order))]);
    }

    /// <summary>What some modules have and others lack.</summary>
    public IReadOnlyList<Finding> Absent()
    {
        FindingTally absent = new();
        foreach ((int epochs, List<int> records) in _lengths.OrderBy(length => length.Epochs))
            for (int module = 0; module < _modules.Count; module++)
            {
                int count = 0;
                for (; count < Repeats && RecordAt(records, module, count) is var record and not NoRecord; count++)
                    if ((_numbers.Present(record) & ((1 << ModuleRecord.Count) - 1)) != (1 << ModuleRecord.Count) - 1)
                        absent.Add($"{epochs} epochs: a number of a training", record, static record => $"record {record}");
                if (count < Repeats)
                    absent.Add($"{epochs} epochs: {count} trainings, not {Repeats}", _modules[module].Hash, static hash => $"module {hash}");
            }
        return absent.ToFindings();
    }

    private static int RecordAt(List<int> records, int module, int repeat) =>
        module * Repeats + repeat is var place && place < records.Count ? records[place] : NoRecord;

    private ModuleTable Table(int epochs, List<int> records, int[] order)
    {
        int[] first = new int[order.Length + 1];
        List<int> trainings = new(records.Count);
        for (int index = 0; index < order.Length; index++)
        {
            for (int repeat = 0; repeat < Repeats && RecordAt(records, order[index], repeat) is var record and not NoRecord; repeat++)
                trainings.Add(record);
            first[index + 1] = trainings.Count;
        }
        return new ModuleTable(epochs, first, (start, span) =>
        {
            for (int i = 0; i < span.Length; i++)
                span[i] = Training(trainings[start + i]);
        });
    }

    private ModuleTraining Training(int record)
    {
        int present = _numbers.Present(record);
        return new ModuleTraining(_numbers.Parameters(record) / 1e6, Point(ModuleRecord.PointNumbers), Point(0));

        ModulePoint Point(int first) => new(Number(first, 1), Number(first + 1, 100), Number(first + 2, 100), Number(first + 3, 100));

        // A hundred times a float32 is exact in double precision, and so is the way back.
        double? Number(int number, double unit) => ((present >> number) & 1) != 0 ? _numbers[record, number] * unit : null;
    }

    private int ModuleOf(in ModuleRecord record, long number, long offset)
    {
        if (_last < _modules.Count && _modules[_last].Hash == record.Hash && _modules[_last].Graph == record.Graph)
            return _last;
        return _last = FindOrAdd(record, number, offset);
    }

    private int FindOrAdd(in ModuleRecord record, long number, long offset)
    {
        ref int slot = ref Slot(record.Hash);
        if (slot > 0)
        {
            // Isomorphic graphs share a hash; the first one counts.
            if (_modules[slot - 1].Graph != record.Graph && record.Graph.Hash() != record.Hash)
                throw OtherHash(record.Graph, record.Hash, number, offset);
            return slot - 1;
        }
        _modules.Add(new Module(record.Hash, record.Graph, number, offset));
        slot = _modules.Count;
        if (2 * _modules.Count > _slots.Length)
        {
            _slots = new int[2 * _slots.Length];
            for (int module = 0; module < _modules.Count; module++)
                Slot(_modules[module].Hash) = module + 1;
        }
        return _modules.Count - 1;
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

    private List<int> RecordsOf(int epochs, long number, long offset)
    {
        foreach ((int known, List<int> records) in _lengths)
            if (known == epochs)
                return records;
        if (_lengths.Count == MostLengths)
            throw Damaged(number, offset, $"it was trained for {epochs} epochs, a {MostLengths + 1}th number of them; the original has four");
        _lengths.Add((epochs, []));
        return _lengths[^1].Records;
    }

    private DamagedFileException OtherHash(ModuleGraph graph, ModuleHash hash, long number, long offset) =>
        Damaged(number, offset, $"its hash is {hash}, but that of its module {graph.Hash()}");

    private DamagedFileException Damaged(long number, long offset, string fault) => TfRecordFrames.Damaged(path, number, offset, fault);

    private readonly record struct Module(ModuleHash Hash, ModuleGraph Graph, long Record, long Offset);
}
