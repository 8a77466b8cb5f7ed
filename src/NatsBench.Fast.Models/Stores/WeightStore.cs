using System.Collections.Concurrent;
using System.IO.Hashing;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Models.Stores;

/// <summary>
/// Trained networks in one file, <c>.natsw</c>, mapped into memory: a tensor's numbers are a span over the file itself, 64-byte aligned, and cost
/// nothing to get. Opening checks header and directory; a network's checksum is compared when it is first asked for. Any number of threads may
/// ask at once. Spans and tensors must not be used after <see cref="Dispose"/>: tensors refuse then, spans cannot. docs/weight-store.md describes the file.
/// </summary>
public sealed class WeightStore : IDisposable
{
    // Enough for the architectures of a search; a whole space has some ten thousands.
    private const int LayoutsKept = 1024;

    private readonly MappedStore _file;
    private readonly StoreDirectory _directory;
    private readonly TrainingKey[] _trainings;
    private readonly bool[] _checked;
    private readonly ConcurrentDictionary<int, TensorLayout> _layouts = new();

    private WeightStore(MappedStore file)
    {
        _file = file;
        Path = file.ToString();
        StoreHeader header = StoreHeader.Read(file.Span(0, (int)Math.Min(StoreHeader.Size, file.Length)), file.Length, Path);
        // What is hashed is what is read, whoever writes into the file beside it.
        byte[] directory = file.Span(header.DirectoryOffset, (int)header.DirectoryLength).ToArray();
        if (XxHash3.HashToUInt64(directory) != header.DirectoryHash)
            throw StoreHeader.Damaged(Path, "the directory's checksum does not fit");
        _directory = StoreDirectory.Read(directory, header.DirectoryOffset, Path);
        _trainings = [.. _directory.Networks.Select(network => _directory.KeyOf(network))];
        _checked = new bool[_trainings.Length];
        Texts = new Dictionary<string, string>(_directory.Texts, StringComparer.Ordinal);
    }

    /// <summary>Version of the format that this library writes; it reads every minor version of its major one.</summary>
    public static (int Major, int Minor) FormatVersion => (StoreHeader.Major, StoreHeader.Minor);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Bytes of the file.</summary>
    public long Bytes => _file.Length;

    /// <summary>The trainings whose networks are here: ascending by architecture, setting, dataset and seed.</summary>
    public IReadOnlyList<TrainingKey> Trainings => _trainings;

    /// <summary>Texts about the whole, such as <c>source</c>, the archive that the weights are from.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; }

    /// <summary>Whether a file is a weight store, by its first bytes; false where there is no regular file.</summary>
    /// <param name="path">The file.</param>
    public static bool IsAt(string path)
    {
        if (!File.Exists(path) || PathKind.Irregular(path) is not null)
            return false;
        Span<byte> start = stackalloc byte[FileContent.Bytes];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return FileContent.Of(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]) == FileContent.WeightStore;
    }

    /// <summary>Opens a store.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DamagedFileException">It is no weight store, or not whole.</exception>
    /// <exception cref="NatsBenchException">It is missing, cannot be read, or is no regular file.</exception>
    public static WeightStore Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        MappedStore file = new(path);
        try
        {
            return new WeightStore(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The text of an architecture, such as <c>|nor_conv_3x3~0|+|…|</c>.</summary>
    /// <param name="architecture">Its index.</param>
    /// <exception cref="NatsBenchException">The store has no network of it.</exception>
    public string Architecture(int architecture)
    {
        int place = Array.FindIndex(_trainings, training => training.Architecture == architecture);
        return place >= 0 ? _directory.Names[_directory.Networks[place].Text] : throw new NatsBenchException($"{Path}: no network of architecture {architecture}");
    }

    /// <summary>The tensors of a training; their numbers stay in the file.</summary>
    /// <param name="training">The training.</param>
    /// <exception cref="DamagedFileException">They are not what was written.</exception>
    /// <exception cref="NatsBenchException">The store does not have the training.</exception>
    /// <exception cref="ObjectDisposedException">The store has been closed.</exception>
    public TensorSet Get(TrainingKey training) => Array.BinarySearch(_trainings, training) is >= 0 and int place ? Network(place) : throw Absent(training);

    /// <summary>How many tensors the network of a training has.</summary>
    /// <param name="training">The training.</param>
    /// <exception cref="NatsBenchException">The store does not have the training.</exception>
    public int TensorCount(TrainingKey training) =>
        Array.BinarySearch(_trainings, training) is >= 0 and int place ? _directory.Layouts[_directory.Networks[place].Layout].Tensors : throw Absent(training);

    /// <summary>As <c>WeightArchive.GetNetParam</c>, the official <c>get_net_param</c>: the tensors by seed, of all seeds without one.</summary>
    /// <param name="architecture">Index of the architecture.</param>
    /// <param name="dataset">What it was trained on.</param>
    /// <param name="seed">The training's seed; null for all.</param>
    /// <param name="setting">How it was trained; 12 epochs where it is left out.</param>
    /// <returns>At least one seed, ascending.</returns>
    /// <exception cref="DamagedFileException">They are not what was written.</exception>
    /// <exception cref="NatsBenchException">The store has no such training.</exception>
    /// <exception cref="ObjectDisposedException">The store has been closed.</exception>
    public IReadOnlyDictionary<long, TensorSet> GetNetParam(int architecture, Dataset dataset, long? seed = null, TrainingSetting? setting = null)
    {
        TrainingKey wanted = new(architecture, setting ?? TrainingSetting.Epochs12, dataset, seed ?? long.MinValue);
        int place = Array.BinarySearch(_trainings, wanted);
        OrderedDictionary<long, TensorSet> sets = [];
        for (int i = place >= 0 ? place : ~place; i < _trainings.Length && _trainings[i] with { Seed = wanted.Seed } == wanted; i++)
            if (seed is null || _trainings[i].Seed == seed)
                sets.Add(_trainings[i].Seed, Network(i));
        return sets.Count > 0 ? sets : throw Absent(wanted, seed);
    }

    /// <summary>Compares every checksum and reads every layout.</summary>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="DamagedFileException">The file is not what was written.</exception>
    public void Check(IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        for (int layout = 0; layout < _directory.Layouts.Count; layout++)
            _ = Layout(layout);
        for (int i = 0; i < _trainings.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Compare(i);
            progress?.Report((i + 1.0) / _trainings.Length);
        }
    }

    /// <summary>Closes the file. Tensors of it refuse from then on; spans that are still held must not be used.</summary>
    public void Dispose() => _file.Dispose();

    private TensorSet Network(int place)
    {
        NetworkEntry network = _directory.Networks[place];
        TensorLayout layout = Layout(network.Layout);
        if (!Volatile.Read(ref _checked[place]))
        {
            Compare(place);
            Volatile.Write(ref _checked[place], true);
        }
        return layout.Over(_file.Memory(network.Offset, (int)network.Length));
    }

    private void Compare(int place)
    {
        NetworkEntry network = _directory.Networks[place];
        if (XxHash3.HashToUInt64(_file.Span(network.Offset, (int)network.Length)) != network.Hash)
            throw StoreHeader.Damaged(Path, $"the checksum of {_trainings[place]} does not fit");
    }

    private TensorLayout Layout(int number)
    {
        if (_layouts.TryGetValue(number, out TensorLayout? known))
            return known;
        LayoutEntry entry = _directory.Layouts[number];
        byte[] bytes = _file.Span(entry.Offset, entry.Length).ToArray();
        if (XxHash3.HashToUInt64(bytes) != entry.Hash)
            throw StoreHeader.Damaged(Path, $"the checksum of layout {number} does not fit");
        TensorLayout layout = TensorLayout.Read(bytes, entry, Path);
        if (_layouts.Count >= LayoutsKept)
            _layouts.Clear();
        return _layouts.GetOrAdd(number, layout);
    }

    private NatsBenchException Absent(TrainingKey training, long? seed) => seed is not null ? Absent(training)
        : new($"{Path}: no network of architecture {training.Architecture}, hp {training.Setting}, {training.Dataset}{OthersOf(training.Architecture)}");

    private NatsBenchException Absent(TrainingKey training) => new($"{Path}: no network of {training}{OthersOf(training.Architecture)}");

    private string OthersOf(int architecture)
    {
        TrainingKey[] others = Array.FindAll(_trainings, training => training.Architecture == architecture);
        return others.Length == 0 ? "" : "; of this architecture it has "
            + string.Join("; ", Enumerable.Range(0, Math.Min(8, others.Length)).Select(place => Printable.Of($"hp {others[place].Setting}, {others[place].Dataset}, seed {others[place].Seed}"))) + (others.Length > 8 ? "; …" : "");
    }
}
