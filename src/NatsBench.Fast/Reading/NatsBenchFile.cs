using NatsBench.Fast.Format;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Reading;

/// <summary>
/// An open column file: owns the mapping and gives its columns their meaning. Header and directory are checked when
/// it is opened; columns and blocks when they are first used. Thread-safe.
/// </summary>
internal sealed class NatsBenchFile : IDisposable
{
    // Decoded curves beyond this are let go, oldest first: a search touches none, a sweep over all curves stays bounded.
    private const long CurveCacheBytes = 256L << 20;

    private readonly MappedFile _file;
    private readonly List<ColumnSource> _columns = [];
    private readonly Dictionary<ulong, ColumnSource> _columnOfKey = [];
    private readonly ExtraEntries _ownExtras = new();
    private readonly Lazy<ExtraShelf> _extras;
    private readonly Lazy<Metadata> _metadata;
    private readonly Lazy<ArchitectureTexts> _architectures;
    private readonly Lazy<int[]> _rows;
    private readonly WholeColumn<long>? _graphs;

    private NatsBenchFile(MappedFile file, string path)
    {
        _file = file;
        Path = path;
        (FileHeader header, FileDirectory directory) = MappedDirectory.Read(file, path);
        Version = (header.Major, header.Minor);

        bool isOfExtras = true;
        foreach (ColumnEntry entry in directory.Columns)
        {
            ListsModules |= entry.Key == ColumnNames.Archive(ArchiveColumn.Graphs);
            isOfExtras &= entry.Key.Part == (byte)ColumnPart.Extra || !ColumnNames.IsKnown(entry.Key);
        }
        BlockCache cache = new(CurveCacheBytes);
        List<TrialTable> tables = [];
        Dictionary<ulong, TrialTable> tableOfNames = [];
        foreach (ColumnEntry entry in directory.Columns)
            AddColumn(entry, directory.Names, tables, tableOfNames, cache);
        if (_columns.Count > 0 && isOfExtras)
            throw new DamagedFileException($"{path}: holds extra columns alone; it is opened with the benchmark that it lies beside, in FILE.natsb.d");
        Tables = tables;
        DirectoryChecks.Check(this, path, file.Length);
        _extras = new(() => new ExtraShelf(path, [.. _ownExtras.Complete(path)]));
        _metadata = new(ReadMetadata);
        _architectures = new(ReadArchitectures);
        _rows = new(ReadRows);
        RowArchitecture = new WholeColumn<int>(Archive(ArchiveColumn.RowArchitecture), -1);
        RowForm = new WholeColumn<int>(Archive(ArchiveColumn.RowForm), -1, CheckRowForms);
        if (ListsModules)
            _graphs = new WholeColumn<long>(Archive(ArchiveColumn.Graphs), 0, CheckGraphs);
    }

    public string Path { get; }

    public (int Major, int Minor) Version { get; }

    public long Length => _file.Length;

    /// <summary>Every column in the order of the directory.</summary>
    public IReadOnlyList<ColumnSource> Columns => _columns;

    public List<TrialTable> Tables { get; }

    /// <summary>Its extra columns and those beside it; the folder is looked at when they are first asked for.</summary>
    public ExtraShelf Extras => _extras.Value;

    public Metadata Metadata => _metadata.Value;

    public ArchitectureTexts Architectures => _architectures.Value;

    /// <summary>True where the architectures are modules of NAS-Bench-101, whose graphs the file lists.</summary>
    public bool ListsModules { get; }

    /// <summary>The module of each architecture, as a number that is one.</summary>
    /// <exception cref="InvalidOperationException">The file lists none.</exception>
    public ReadOnlySpan<long> Graphs => (_graphs ?? throw new InvalidOperationException("the file lists no modules")).Cells;

    /// <summary>Number of architectures in the space, with rows or without.</summary>
    public int ArchitectureCount => Metadata.Architectures ?? Architectures.Count;

    /// <summary>Architecture of each row.</summary>
    public WholeColumn<int> RowArchitecture { get; }

    /// <summary>Number of each row's form.</summary>
    public WholeColumn<int> RowForm { get; }

    /// <summary>Row of each architecture, or -1 where the archive had no record of it.</summary>
    public int[] RowOfArchitecture => _rows.Value;

    public int RowCount => RowArchitecture.ItemCount;

    /// <exception cref="NatsBenchException">The file is missing or unreadable.</exception>
    /// <exception cref="DamagedFileException">The file is not a sound column file of this version.</exception>
    public static NatsBenchFile Open(string path)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("column files are little-endian, and so must the machine be");
        MappedFile file = new(path);
        try
        {
            return new NatsBenchFile(file, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public TrialTable? Table(string setting, string dataset)
    {
        for (int i = 0; i < Tables.Count; i++)
            if (Tables[i].Setting == setting && Tables[i].Dataset == dataset)
                return Tables[i];
        return null;
    }

    /// <summary>True when a curve that a record has is in the file.</summary>
    public bool HoldsCurve(TrialTable table, string set, CurveColumnKind column) => Metadata.Contents.Hold(table.Setting, set, column);

    /// <summary>Refuses what needs a curve that this file leaves out: an absent curve would be taken for one that the record lacks.</summary>
    /// <exception cref="NatsBenchException">The file leaves such curves out.</exception>
    public void RequireCurve(TrialTable table, string set, CurveColumnKind column)
    {
        if (!HoldsCurve(table, set, column))
            throw LeftOut($"curve {column} of {set} ({table.Dataset}, setting {table.Setting})");
    }

    /// <summary>Refuses what needs whole records.</summary>
    /// <exception cref="NatsBenchException">The file leaves curves out.</exception>
    public void RequireWholeRecords()
    {
        if (Metadata.Contents != TableContents.Whole)
            throw LeftOut("whole record");
    }

    /// <summary>What refusals say of a partial file, in parentheses; empty for one made of a whole archive.</summary>
    public string PartialHint => Metadata.Provenance.Partial is { Length: > 0 } partial ? $" (a partial file: {Printable.Of(partial)})" : "";

    private NatsBenchException LeftOut(string what) =>
        new(Metadata.Contents == TableContents.SearchOnly
        ? $"{Path}: a search-only file holds no {what}; make a whole one ('natsbench synth' without --search-only)"
        : $"{Path}: a file without curves holds no {what}; ask the file that it was extracted from");

    public void Dispose()
    {
        if (_extras.IsValueCreated)
            _extras.Value.Dispose();
        _file.Dispose();
    }

    /// <summary>A column of the archive; null where the file has none.</summary>
    public ColumnSource? Find(ArchiveColumn column) => _columnOfKey.TryGetValue(ColumnNames.Archive(column).Number, out ColumnSource? source) ? source : null;

    private void AddColumn(
        ColumnEntry entry, IReadOnlyList<string> names, List<TrialTable> tables, Dictionary<ulong, TrialTable> tableOfNames, BlockCache cache)
    {
        ColumnKey key = entry.Key;
        // A later minor version may hold more; who does not know a column answers from the others.
        if (!ColumnNames.IsKnown(key))
            return;
        ColumnSource source = new(_file, Path, names, entry);
        if (!_columnOfKey.TryAdd(key.Number, source))
            throw source.Damaged("comes twice");
        _columns.Add(source);
        DirectoryChecks.Check(source, names, _file.Length);
        if (key.Part == (byte)ColumnPart.Archive)
            return;
        if (key.Part == (byte)ColumnPart.Extra)
        {
            _ownExtras.Add(names[key.Name1], source);
            return;
        }
        ulong namesOfTable = (ulong)key.Name1 << 16 | key.Name2;
        if (!tableOfNames.TryGetValue(namesOfTable, out TrialTable? table))
        {
            table = new TrialTable(this, names[key.Name1], names[key.Name2]);
            tables.Add(table);
            tableOfNames.Add(namesOfTable, table);
        }
        table.Add(key, key.Name3 == FileLayout.NoName ? null : names[key.Name3], source, cache);
    }

    private ColumnSource Archive(ArchiveColumn column) => _columnOfKey[ColumnNames.Archive(column).Number];

    private ArchitectureTexts ReadArchitectures()
    {
        ColumnSource source = Archive(ArchiveColumn.Architectures);
        byte[] lines = new WholeColumn<byte>(source, 0).Array;
        int count = ArchitectureTexts.CountIn(lines) ?? throw source.Damaged("it is not one text a line, each UTF-8 and none empty");
        RefuseTooMany(count, source);
        return Metadata.Architectures is { } stated && stated != count
            ? throw source.Damaged($"has the texts of {count} architectures where the metadata say {stated}")
            : new ArchitectureTexts(lines, count);
    }

    private Metadata ReadMetadata()
    {
        ColumnSource source = Archive(ArchiveColumn.Metadata);
        byte[] document = new WholeColumn<byte>(source, 0).Array;
        Metadata metadata;
        try
        {
            metadata = MetadataJson.Read(document);
        }
        catch (FormatException e)
        {
            throw source.Damaged($"the document is not as this version writes it ({e.Message})", e);
        }
        RefuseTooMany(metadata.Architectures ?? 0, Archive(ArchiveColumn.Architectures));
        return metadata;
    }

    // Texts differ from one another, and LZ4 has a byte or more for each that does: a bound for what comes by architecture.
    private static void RefuseTooMany(int architectures, ColumnSource texts)
    {
        if (architectures < 0 || architectures > texts.StoredLength)
            throw texts.Damaged($"its {texts.StoredLength} bytes cannot be the texts of {architectures} architectures");
    }

    private void CheckRowForms(ColumnSource source, ReadOnlySpan<int> numbers, ReadOnlySpan<CellState> states)
    {
        IReadOnlyList<RecordForm> forms = Metadata.RecordForms;
        // A range that holds nothing would leave out nothing.
        if ((forms.Count == 0 && numbers.Length > 0 ? 0 : numbers.IndexOfAnyExceptInRange(0, forms.Count - 1)) is >= 0 and var odd)
            throw source.Damaged($"row {odd} has form {numbers[odd]} of {forms.Count} in the metadata");
        for (int form = 0; form < forms.Count; form++)
            foreach (SettingForm setting in forms[form].Settings)
                foreach (string dataset in setting.Datasets)
                    if (Table(setting.Setting, dataset) is null && numbers.Contains(form))
                        throw source.Damaged($"a record has {dataset} under {setting.Setting}, which the file has no table of");
    }

    // What is in the list is a module; that its hash is the architecture's text, verifying tells.
    private void CheckGraphs(ColumnSource source, ReadOnlySpan<long> codes, ReadOnlySpan<CellState> states)
    {
        if (codes.Length != ArchitectureCount)
            throw source.Damaged($"has {codes.Length} graphs of {ArchitectureCount} architectures");
        for (int architecture = 0; architecture < codes.Length; architecture++)
            if (!ModuleGraph.TryFromCode(codes[architecture], out _))
                throw source.Damaged($"architecture {architecture} has a graph {codes[architecture]:x}, which is no module");
    }

    private int[] ReadRows()
    {
        if (RowArchitecture.ItemCount > ArchitectureCount)
            throw RowArchitecture.Source.Damaged($"{RowArchitecture.ItemCount} rows are about {ArchitectureCount} architectures, each of which has one at most");
        int[] rows = new int[ArchitectureCount];
        rows.AsSpan().Fill(-1);
        using ColumnLease<int> cells = RowArchitecture.Borrow();
        ReadOnlySpan<int> architectures = cells.Cells;
        for (int row = 0; row < architectures.Length; row++)
        {
            int architecture = architectures[row];
            if ((uint)architecture >= (uint)rows.Length || rows[architecture] >= 0)
                throw RowArchitecture.Source.Damaged($"row {row} is about architecture {architecture}, which cannot be");
            rows[architecture] = row;
        }
        return rows;
    }
}
