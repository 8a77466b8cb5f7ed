using System.Buffers;
using NatsBench.Fast.Conversion.Archives;
using NatsBench.Fast.Conversion.Bzip2;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Conversion.Weights;

/// <summary>
/// The trained weights in an official <c>-full</c> archive or any part of one: a directory of records, a tar file of it, or a single record; the
/// meta file is not needed. Only records that are asked for are read, and only the last of them is kept. Any number of threads may call at once.
/// </summary>
public sealed class WeightArchive
{
    /// <summary>Which of the official downloads have weights, for messages.</summary>
    public const string WhichHaveWeights =
        "the '-full' download of the space has them (NATS-tss-v1_0-3ffb9-full, NATS-sss-v1_0-50262-full), '-simple' ones have none";

    private readonly string _path;
    private readonly IWeightRecords _records;
    private readonly Lock _lock = new();

    // What Clear took away, by architecture; null stands for all settings.
    private readonly Dictionary<int, HashSet<TrainingSetting>?> _cleared = [];
    private ArchitectureWeights? _last;

    private WeightArchive(string path, IWeightRecords records) => (_path, _records) = (path, records);

    /// <summary>The architectures that have a record, ascending; whether those have weights, only reading them tells.</summary>
    public IReadOnlyList<int> Architectures => _records.Architectures;

    /// <summary>Name of the directory or file, without folders.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(_path)));

    /// <summary>What a caller should be told: why the index of a tar file could not be kept. Null where there is nothing to tell.</summary>
    public string? Note => _records.Note;

    /// <summary>
    /// Opens an archive; records are looked at when they are asked for. Of a tar file all headers are read once, which of a full one can take
    /// minutes; where they lie is kept beside it in <c>FILE.tar.index</c>, and used as long as the tar file is not written to.
    /// </summary>
    /// <param name="path">A directory such as <c>NATS-tss-v1_0-3ffb9-full</c>, a <c>.tar</c> of it, or one record such as <c>000284.pickle.pbz2</c>.</param>
    /// <param name="options">How the headers of a tar file are gone through.</param>
    /// <exception cref="NatsBenchException">There is none of them, or the tar file is not whole.</exception>
    public static WeightArchive Open(string path, WeightArchiveOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            return new WeightArchive(path, new DirectoryRecords(path));
        if (!File.Exists(path))
            throw new NatsBenchException($"{path}: there is no such file or directory");
        PathKind.RefuseToRead(path);
        FileContent? content = ArchiveSource.ContentOf(path);
        if (content == FileContent.Tar || (content is null && Path.GetExtension(path) == ".tar"))
            return new WeightArchive(path, new TarRecords(path, options ?? new()));
        if (RecordName.TryParse(Path.GetFileName(path), out int index, out _))
            return new WeightArchive(path, new DirectoryRecords(path, index));
        throw new NatsBenchException(content is null || content == FileContent.Bzip2
            ? $"{path}: no record by its name, such as 000284.pickle.pbz2; weights are read from a record, a directory of them or a .tar of one: {WhichHaveWeights}"
            : $"{path}: no archive of weights but {content.What}; give a directory of records, a .tar of one, or a record such as 000284.pickle.pbz2");
    }

    /// <summary>
    /// The trained tensors of an architecture by seed, as the official <c>get_net_param</c>: batch normalisation's running statistics and
    /// counters are among them. Without a seed, of all seeds that have weights. The record stays in memory until another architecture is asked for.
    /// </summary>
    /// <param name="architecture">Index of the architecture, 0 or more.</param>
    /// <param name="dataset">What it was trained on.</param>
    /// <param name="seed">The training's seed; null for all.</param>
    /// <param name="setting">How it was trained; 12 epochs, as in the official library, where it is left out.</param>
    /// <returns>At least one seed, in the record's order.</returns>
    /// <exception cref="DamagedFileException">The record is not whole.</exception>
    /// <exception cref="NatsBenchException">
    /// There is no such record or training, it was cleared, or it has no weights: those of <c>-simple</c> archives have none.
    /// </exception>
    public IReadOnlyDictionary<long, TensorSet> GetNetParam(int architecture, Dataset dataset, long? seed = null, TrainingSetting? setting = null)
    {
        TrainingSetting hp = setting ?? TrainingSetting.Epochs12;
        if (IsCleared(architecture, hp))
            throw new NatsBenchException($"{_records.Find(architecture)}: the weights of hp {hp} were cleared; Reload({architecture}) reads them again");
        return LastOrRecord(architecture).GetNetParam(dataset, seed, hp);
    }

    /// <summary>
    /// As <see cref="GetNetParam"/> without a seed, with null for each training that has no weights, where the official library has None: the
    /// archive left them out, or they were cleared.
    /// </summary>
    /// <param name="architecture">Index of the architecture, 0 or more.</param>
    /// <param name="dataset">What it was trained on.</param>
    /// <param name="setting">How it was trained.</param>
    /// <returns>All seeds, in the record's order.</returns>
    /// <exception cref="DamagedFileException">The record is not whole.</exception>
    /// <exception cref="NatsBenchException">There is no such record, setting or dataset.</exception>
    public IReadOnlyDictionary<long, TensorSet?> GetNetParamOrNone(int architecture, Dataset dataset, TrainingSetting setting)
    {
        ArchitectureWeights record = LastOrRecord(architecture);
        if (!IsCleared(architecture, setting))
            return record.States(dataset, setting);
        OrderedDictionary<long, TensorSet?> cleared = [];
        foreach (TrainingKey training in record.Trainings)
            if (training.Dataset == dataset && training.Setting == setting)
                cleared[training.Seed] = null;
        return cleared;
    }

    /// <summary>Frees the weights of an architecture, as the official <c>clear_params</c>: they are gone until <see cref="Reload"/>.</summary>
    /// <param name="architecture">Index of the architecture, 0 or more.</param>
    /// <param name="setting">Those of one setting; null for all.</param>
    /// <exception cref="NatsBenchException">There is no such record.</exception>
    public void Clear(int architecture, TrainingSetting? setting = null)
    {
        _ = Find(architecture);
        lock (_lock)
        {
            if (_last?.Architecture == architecture)
                _last = null;
            if (setting is not { } one)
                _cleared[architecture] = null;
            else if (!_cleared.TryGetValue(architecture, out HashSet<TrainingSetting>? settings))
                _cleared[architecture] = [one];
            else
                settings?.Add(one);
        }
    }

    /// <summary>Reads the record of an architecture again, as the official <c>reload</c>: what was cleared is there again, and what was replaced is new.</summary>
    /// <param name="architecture">Index of the architecture, 0 or more.</param>
    /// <exception cref="DamagedFileException">The record is not whole; what was cleared stays cleared.</exception>
    /// <exception cref="NatsBenchException">There is no such record.</exception>
    public void Reload(int architecture)
    {
        ArchitectureWeights record = Record(architecture);
        lock (_lock)
        {
            _last = record;
            _cleared.Remove(architecture);
        }
    }

    /// <summary>Reads the record of an architecture, for those who go through many: nothing is kept here, and nothing counts as cleared.</summary>
    /// <param name="architecture">Index of the architecture, 0 or more.</param>
    /// <exception cref="DamagedFileException">The record is not whole.</exception>
    /// <exception cref="NatsBenchException">There is no such record.</exception>
    public ArchitectureWeights Record(int architecture)
    {
        string source = Find(architecture);
        byte[] compressed = _records.Read(architecture), plain = [];
        try
        {
            int size = Bzip2File.Decompress(compressed, compressed.Length, ref plain, source, Bzip2Library.Best);
            return new ArchitectureWeights(new PickleMachine(new StringTable(), PickleScope.Weights).Read(new PickleInput(plain, size, source)), architecture, source);
        }
        finally
        {
            if (plain.Length > 0)
                ArrayPool<byte>.Shared.Return(plain);
        }
    }

    /// <summary>Refuses to write over what is read.</summary>
    /// <param name="path">Where is written.</param>
    /// <exception cref="NatsBenchException">A file of the archive lies there.</exception>
    internal void RefuseToReplace(string path) => PathKind.RefuseToReplace(path, _records.Files);

    /// <summary>Names the archive in messages.</summary>
    public override string ToString() => _path;

    private string Find(int architecture)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(architecture);
        return _records.Find(architecture);
    }

    private ArchitectureWeights LastOrRecord(int architecture)
    {
        if (Volatile.Read(ref _last) is { } last && last.Architecture == architecture)
            return last;
        ArchitectureWeights record = Record(architecture);
        lock (_lock)
            // What was cleared meanwhile is not kept.
            if (!_cleared.ContainsKey(architecture))
                _last = record;
        return record;
    }

    private bool IsCleared(int architecture, TrainingSetting setting)
    {
        lock (_lock)
            return _cleared.TryGetValue(architecture, out HashSet<TrainingSetting>? settings) && settings?.Contains(setting) != false;
    }
}
