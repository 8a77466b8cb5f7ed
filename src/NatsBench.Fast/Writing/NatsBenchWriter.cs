using System.Runtime.InteropServices;
using System.Text;
using NatsBench.Fast.Format;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Writing;

/// <summary>
/// Writes a column file from records: <c>Create → Add … Add → Complete</c>. The file is written beside its name and
/// appears there only when it is complete; disposing earlier leaves nothing behind. Rows keep the order of
/// <see cref="Add(ArchitectureRecord)"/>, so equal calls give equal bytes. Not thread-safe: one caller at a time.
/// </summary>
public sealed class NatsBenchWriter : IDisposable
{
    // 256 KiB of doubles: small enough to unpack for one cold curve in tens of microseconds, large enough for LZ4.
    private const int DefaultBlockCells = 1 << 15;

    private readonly AsideFile _file;
    private readonly BlockSink _sink;
    private readonly int _blockCells;
    private readonly TableContents _contents;
    private readonly List<string> _names = [];
    private readonly Dictionary<string, ushort> _nameNumbers = [];
    private readonly OrderedDictionary<(ushort Setting, ushort Dataset), TableBuilder> _tables = [];
    private readonly FormRegistry<RecordForm> _recordForms = new(new RecordFormComparer());
    private readonly FormRegistry<TrialForm> _trialForms = new(new TrialFormComparer());
    private readonly List<int> _rowArchitecture = [];
    private readonly List<int> _rowForm = [];
    private readonly Dictionary<int, string> _texts = [];

    private NatsBenchWriter(string path, int threads, int blockCells, TableContents contents)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("column files are little-endian, and so must the machine be");
        _file = new AsideFile(path);
        _sink = new BlockSink(_file, threads);
        _blockCells = blockCells;
        _contents = contents;
        _file.Write(stackalloc byte[FileHeader.Size]);
    }

    /// <summary>Stops <see cref="Complete"/> between columns; nothing is left behind then.</summary>
    internal CancellationToken Cancellation { get; set; }

    /// <summary>Starts a column file.</summary>
    /// <param name="path">Its name; an existing file is replaced when the new one is complete.</param>
    /// <param name="threads">How many threads encode blocks, 1 or more; null for one a processor. The bytes do not depend on it.</param>
    /// <exception cref="NatsBenchException">The place cannot be written.</exception>
    public static NatsBenchWriter Create(string path, int? threads = null) => Create(path, TableContents.Whole, threads);

    // Search-only files are made of records whose trainings under setting 12 lack nothing, which a reader relies on: not for everyone's.
    internal static NatsBenchWriter Create(string path, TableContents contents, int? threads = null) =>
        Create(path, threads ?? Environment.ProcessorCount, DefaultBlockCells, contents);

    internal static NatsBenchWriter Create(string path, int threads, int blockCells, TableContents contents = TableContents.Whole)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        return new NatsBenchWriter(path, threads, blockCells, contents);
    }

    /// <summary>Adds one architecture. Each index may be added once.</summary>
    /// <param name="record">The record; the writer keeps no reference to it beyond its curves.</param>
    /// <exception cref="NatsBenchException">
    /// The index was added before, a setting or a dataset has no name, a trial has more epochs or latencies than 2^14, or a place for the file ran out.
    /// </exception>
    public void Add(ArchitectureRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!_texts.TryAdd(record.Index, record.Architecture))
            throw new NatsBenchException($"architecture {record.Index} comes twice; an archive holds each once");
        int row = _rowArchitecture.Count;
        _rowArchitecture.Add(record.Index);
        _rowForm.Add(_recordForms.NumberOf(FormBuilder.Of(record)));
        foreach (SettingRecord setting in record.Settings)
            foreach (DatasetRecord dataset in setting.Datasets)
                Add(row, record.Architecture, setting.Setting, dataset);
    }

    /// <summary>Writes what remains, flushes, and gives the file its name.</summary>
    /// <param name="architectures">Every architecture of the space in the archive's own order (<c>meta_archs</c>).</param>
    /// <param name="provenance">Where the records came from.</param>
    /// <exception cref="NatsBenchException">A record's architecture disagrees with its index in the list.</exception>
    public void Complete(IReadOnlyList<string> architectures, Provenance provenance)
    {
        ArgumentNullException.ThrowIfNull(architectures);
        ArgumentNullException.ThrowIfNull(provenance);
        CheckTexts(architectures);

        List<ColumnEntry> curves = [], columns = [];
        WritePart(curves, _tables.Values.SelectMany(table => table.CompleteCurves(_sink)));
        // What a search reads lies together at the end, apart from the curves.
        WritePart(columns, _tables.Values.SelectMany(table => table.CompleteTrials(_rowArchitecture.Count, _sink)));
        // Tables come in the order of their first columns: where most have no curves, those of trials tell it.
        columns.InsertRange(_contents == TableContents.Whole ? 0 : columns.Count, curves);
        byte[] texts = Encoding.UTF8.GetBytes(string.Concat(architectures.Select(text => text + '\n')));
        byte[] metadata = MetadataJson.Write(new Metadata(provenance, _contents, architectures.Count, _recordForms.Forms, _trialForms.Forms));
        WritePart(columns,
        [
            (WriteInt32(ArchiveColumn.RowArchitecture, _rowArchitecture), _rowArchitecture.Count),
            (WriteInt32(ArchiveColumn.RowForm, _rowForm), _rowForm.Count),
            (WriteBytes(ArchiveColumn.Architectures, texts), texts.Length),
            (WriteBytes(ArchiveColumn.Metadata, metadata), metadata.Length),
        ]);

        FileEnd.Write(_file, _sink, columns, _names, FileLayout.PlainMinorVersion);
    }

    /// <summary>Gives up whatever is not complete and removes it.</summary>
    public void Dispose() => _file.Dispose();

    private void Add(int row, string architecture, string setting, DatasetRecord dataset)
    {
        if (setting.Length == 0 || dataset.Dataset.Length == 0)
            throw new NatsBenchException($"architecture '{architecture}': a setting or a dataset has no name, so that nobody could ask for it");
        (ushort, ushort) key = (NumberOf(setting), NumberOf(dataset.Dataset));
        if (!_tables.TryGetValue(key, out TableBuilder? table))
            _tables.Add(key, table = new TableBuilder(key.Item1, key.Item2, _blockCells, (set, column) => _contents.Hold(setting, set, column)));
        table.BeginRow(row);
        for (int i = 0; i < dataset.Seeds.Length; i++)
        {
            TrialRecord? trial = dataset.Trials[i];
            int form = trial is null ? -1 : _trialForms.NumberOf(FormBuilder.Of(trial, dataset.Seeds[i], architecture));
            table.Add(dataset.Seeds[i], form, trial, NumberOf, _sink);
        }
    }

    private void WritePart(List<ColumnEntry> columns, IEnumerable<(ColumnBlocks Blocks, long Items)> part)
    {
        List<(ColumnBlocks Blocks, long Items)> written = [];
        foreach ((ColumnBlocks, long) column in part)
        {
            Cancellation.ThrowIfCancellationRequested();
            written.Add(column);
        }
        _sink.Drain();
        foreach ((ColumnBlocks blocks, long items) in written)
            columns.Add(blocks.WriteIndex(_sink, items));
    }

    private ushort NumberOf(string name)
    {
        if (_nameNumbers.TryGetValue(name, out ushort number))
            return number;
        if (_names.Count == FileLayout.NoName)
            throw new NatsBenchException($"more than {FileLayout.NoName} names of settings, datasets and sets; '{name}' is one too many");
        number = (ushort)_names.Count;
        _names.Add(name);
        _nameNumbers.Add(name, number);
        return number;
    }

    private void CheckTexts(IReadOnlyList<string> architectures)
    {
        foreach ((int index, string text) in _texts)
        {
            if ((uint)index >= (uint)architectures.Count)
                throw new NatsBenchException($"architecture {index} has a record but the meta list ends at {architectures.Count - 1}");
            if (architectures[index] != text)
                throw new NatsBenchException($"architecture {index}: the record says '{text}', the meta list '{architectures[index]}'");
        }
        foreach (string text in architectures)
            if (text.Contains('\n', StringComparison.Ordinal))
                throw new NatsBenchException($"architecture '{text.ReplaceLineEndings("\\n")}' holds a line feed, which no architecture does");
    }

    private ColumnBlocks WriteInt32(ArchiveColumn column, List<int> values) =>
        IntegerColumn.Write<int>(ColumnNames.Archive(column), ElementType.Int32, CollectionsMarshal.AsSpan(values), _sink, _blockCells);

    private ColumnBlocks WriteBytes(ArchiveColumn column, byte[] bytes) =>
        IntegerColumn.Write<byte>(ColumnNames.Archive(column), ElementType.Bytes, bytes, _sink, FileLayout.MaxBlockBytes);
}
