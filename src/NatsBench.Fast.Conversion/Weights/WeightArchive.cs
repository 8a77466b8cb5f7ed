using System.Globalization;
using NatsBench.Fast.Conversion.Archives;
using NatsBench.Fast.Conversion.Bzip2;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Conversion.Weights;

/// <summary>
/// The trained weights in a directory of records, an official <c>-full</c> archive or any part of one, or in a single record; the meta file is
/// not needed. Each call reads the one record it asks for and keeps nothing. Any number of threads may call at once.
/// </summary>
public sealed class WeightArchive
{
    private readonly string _path;
    private readonly int? _only;

    private WeightArchive(string path, int? only = null) => (_path, _only) = (path, only);

    /// <summary>Opens an archive; records are looked at when they are asked for.</summary>
    /// <param name="path">A directory such as <c>NATS-tss-v1_0-3ffb9-full</c>, or one record such as <c>000284.pickle.pbz2</c>.</param>
    /// <exception cref="NatsBenchException">There is neither.</exception>
    public static WeightArchive Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            return new WeightArchive(path);
        if (!File.Exists(path))
            throw new NatsBenchException($"{path}: there is no such file or directory");
        return RecordName.TryParse(Path.GetFileName(path), out int index, out _) ? new WeightArchive(path, index)
            : throw new NatsBenchException($"{path}: no record by its name, such as 000284.pickle.pbz2; weights are read from a record or a directory of them: unpack those that you need");
    }

    /// <summary>
    /// The trained tensors of an architecture by seed, as the official <c>get_net_param</c>: batch normalisation's running statistics and
    /// counters are among them. Without a seed, of all seeds that have weights.
    /// </summary>
    /// <param name="architecture">Index of the architecture, 0 or more.</param>
    /// <param name="dataset">What it was trained on.</param>
    /// <param name="seed">The training's seed; null for all.</param>
    /// <param name="setting">How it was trained; 12 epochs, as in the official library, where it is left out.</param>
    /// <returns>At least one seed, in the record's order.</returns>
    /// <exception cref="DamagedFileException">The record is not whole.</exception>
    /// <exception cref="NatsBenchException">There is no such record or training, or it has no weights: those of <c>-simple</c> archives have none.</exception>
    public IReadOnlyDictionary<long, TensorSet> GetNetParam(int architecture, Dataset dataset, long? seed = null, TrainingSetting? setting = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(architecture);
        string hp = (setting ?? TrainingSetting.Epochs12).Key, file = Find(architecture);
        var record = new WeightRecord(Unpickle(file), architecture, file);
        List<(long Seed, PickleValue State)> trials = record.Trials(hp, dataset.Name);
        if (seed is { } one && (trials = [.. trials.Where(trial => trial.Seed == one)]).Count == 0)
            throw new NatsBenchException($"{file}: hp {hp}, {dataset}: no seed {one}; there are {string.Join(", ", record.Trials(hp, dataset.Name).Select(trial => trial.Seed))}");
        trials.RemoveAll(trial => trial.State.Kind == PickleKind.None);
        if (trials.Count == 0)
            throw WithoutWeights(record, $"{file}: hp {hp}, {dataset}{(seed is null ? "" : $", seed {seed}")}");
        var reader = new StateReader();
        OrderedDictionary<long, TensorSet> sets = [];
        foreach ((long number, PickleValue state) in trials)
            sets[number] = reader.Read(state, $"{file}: hp {hp}, {dataset}, seed {number}");
        return sets;
    }

    private string Find(int architecture)
    {
        if (_only is { } only)
            return only == architecture ? _path : throw new NatsBenchException($"{_path}: is the record of architecture {only}, not of {architecture}");
        // The two spellings that the official library looks for, in its order.
        string padded = Path.Combine(_path, architecture.ToString("D6", CultureInfo.InvariantCulture) + RecordName.Suffix);
        string plain = Path.Combine(_path, architecture.ToString(CultureInfo.InvariantCulture) + RecordName.Suffix);
        return File.Exists(padded) ? padded : File.Exists(plain) ? plain
            : throw new NatsBenchException($"{padded}: there is no such file; the archive's part that is here lacks architecture {architecture}");
    }

    private static PickleValue Unpickle(string file)
    {
        PathKind.RefuseToRead(file);
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (stream.Length > Bzip2File.MaximumSize)
            throw new DamagedFileException($"{file}: {stream.Length >> 20} MiB are more than any record has; download it again");
        byte[] compressed = new byte[stream.Length], plain = [];
        stream.ReadExactly(compressed);
        int size = Bzip2File.Decompress(compressed, compressed.Length, ref plain, file, Bzip2Library.Best);
        return new PickleMachine(new StringTable(), PickleScope.Weights).Read(new PickleInput(plain, size, file));
    }

    private static NatsBenchException WithoutWeights(WeightRecord record, string where)
    {
        List<string> others = record.WithWeights();
        return new NatsBenchException(others.Count == 0
            ? $"{where}: no weights, nor anywhere in the record; the '-full' download of the space has them (NATS-tss-v1_0-3ffb9-full, NATS-sss-v1_0-50262-full), '-simple' ones have none"
            : $"{where}: this training's weights were left out of the archive; the record has those of {string.Join("; ", others.Take(8))}{(others.Count > 8 ? "; …" : "")}");
    }
}
