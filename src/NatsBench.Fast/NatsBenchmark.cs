using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;
using NatsBench.Fast.Records;

namespace NatsBench.Fast;

/// <summary>
/// A benchmark opened from a column file: the answers of the official <c>nats_bench</c> 1.8, to the last bit.
/// Opening maps the file and checks its header and directory; columns are checked and decoded on first use.
/// Thread-safe, and processes that open the same file share its pages. Replace an open file by renaming a new one over it, never by copying into
/// it: where it is cut short it is refused, but during a read that ends the process.
/// </summary>
/// <example>
/// <code>
/// using NatsBenchmark bench = NatsBenchmark.Open("NATS-tss-v1_0-3ffb9.natsb");
/// Runs runs = bench.Runs(11, Dataset.Cifar100, TrainingSetting.Epochs200);
/// double? accuracy = runs.Mean().Metrics(EvaluationSet.XTest).Accuracy;
/// </code>
/// </example>
public sealed partial class NatsBenchmark : IDisposable
{
    private readonly NatsBenchFile _file;
    private readonly RecordLookup _records;
    private readonly Lazy<ArchitectureIndex> _architectureIndex;

    private NatsBenchmark(NatsBenchFile file)
    {
        _file = file;
        _records = new RecordLookup(file);
        _architectureIndex = new(() => new ArchitectureIndex(file.Architectures, Space, file.Path));
        _extras = new(ReadExtras);
        Path = file.Path;
    }

    /// <summary>The file's path as it was given.</summary>
    public string Path { get; }

    /// <summary>The search space, told by the archive's own architectures.</summary>
    public SearchSpace Space => SpaceOfFile.Of(_file);

    /// <summary>Number of architectures in the space (the official <c>len</c>), with records or without.</summary>
    public int Count => _file.ArchitectureCount;

    /// <summary>Number of architectures that the file holds records of.</summary>
    public int RecordCount => _file.RowCount;

    /// <summary>Where the numbers came from.</summary>
    public Provenance Provenance => _file.Metadata.Provenance;

    /// <summary>True when a model made the numbers instead of training: never cite them.</summary>
    public bool IsSynthetic => Provenance.Synthetic.Length > 0;

    /// <summary>How much of its records the file holds: what was left out is refused by name.</summary>
    public TableContents Contents => _file.Metadata.Contents;

    /// <summary>Every setting that some record has, in the order of first appearance.</summary>
    public IReadOnlyList<TrainingSetting> Settings => [.. _file.Tables.Select(table => table.Setting).Distinct().Select(key => new TrainingSetting(key))];

    /// <summary>Every dataset that some record has, in the order of first appearance.</summary>
    public IReadOnlyList<Dataset> Datasets => [.. _file.Tables.Select(table => table.Dataset).Distinct().Select(key => new Dataset(key))];

    /// <summary>Opens a column file.</summary>
    /// <param name="path">A file written by <c>natsbench convert</c> or <c>natsbench synth</c>.</param>
    /// <exception cref="NatsBenchException">The file is missing or cannot be read.</exception>
    /// <exception cref="DamagedFileException">The file is foreign, damaged, truncated or of another version.</exception>
    public static NatsBenchmark Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new NatsBenchmark(NatsBenchFile.Open(path));
    }

    /// <summary>The runs of an architecture.</summary>
    /// <param name="architecture">Its index, 0 to <see cref="Count"/> - 1.</param>
    /// <param name="dataset">The dataset it was trained on; <c>cifar10</c> and <c>cifar10-valid</c> are two.</param>
    /// <param name="setting">The hyper-parameter setting (the official <c>hp</c>).</param>
    /// <exception cref="RefusedException">The index is outside the space, or the record, the setting or the dataset is absent.</exception>
    public Runs Runs(int architecture, Dataset dataset, TrainingSetting setting) =>
        _records.Runs(architecture, dataset.Name, setting.Key);

    internal bool HasSetting(int architecture, string setting) => _records.FormOf(_records.RowOf(architecture), setting) is not null;

    /// <summary>Closes the mapping. Runs and selections made from this benchmark must not be used afterwards.</summary>
    public void Dispose() => _file.Dispose();
}
