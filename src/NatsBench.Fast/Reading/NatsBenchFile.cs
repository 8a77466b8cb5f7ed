using System.IO.Hashing;
using System.Text.Json;
using NatsBench.Fast.Format;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Reading;

/// <summary>
/// An open column file: owns it and gives its columns their meaning. Header and directory are checked when
/// it is opened; columns and blocks when they are first used. Thread-safe.
/// </summary>
internal sealed class NatsBenchFile : IDisposable
{
    // Decoded curves beyond this are let go, oldest first: a search touches none, a sweep over all curves stays bounded.
    private const long CurveCacheBytes = 256L << 20;

    private readonly SharedFile _file;
    private readonly OrderedDictionary<ColumnKey, ColumnSource> _columns = [];
    private readonly Lazy<Metadata> _metadata;
    private readonly Lazy<ArchitectureTexts> _architectures;
    private readonly Lazy<int[]> _rows;

    private NatsBenchFile(SharedFile file, string path)
    {
        _file = file;
        Path = path;
        FileHeader header = file.Read(0, (int)long.Min(file.Length, FileHeader.Size), file.Length, (bytes, length) => FileHeader.Read(bytes, length, path));
        Version = (header.Major, header.Minor);
        FileDirectory directory = file.Read(header.DirectoryOffset, (int)header.DirectoryLength, header.DirectoryHash, (bytes, hash) =>
            XxHash3.HashToUInt64(bytes) == hash
                ? FileDirectory.Read(bytes, path)
                : throw new DamagedFileException($"{path}: the directory's checksum does not fit (at byte {header.DirectoryOffset}); copy or convert the file again"));

        BlockCache cache = new(CurveCacheBytes);
        OrderedDictionary<(ushort, ushort), TrialTable> tables = [];
        foreach (ColumnEntry entry in directory.Columns)
            AddColumn(entry, directory.Names, tables, cache);
        foreach (ArchiveColumn column in Enum.GetValues<ArchiveColumn>())
            if (!_columns.ContainsKey(ColumnNames.Archive(column)))
                throw new DamagedFileException($"{path}: has no column {column}; convert the archive again");
        foreach (TrialTable table in tables.Values)
            CheckTable(table);
        Tables = [.. tables.Values];
        _metadata = new(ReadMetadata);
        _architectures = new(ReadArchitectures);
        _rows = new(ReadRows);
        RowArchitecture = new WholeColumn<int>(Archive(ArchiveColumn.RowArchitecture), -1);
        RowForm = new WholeColumn<int>(Archive(ArchiveColumn.RowForm), -1);
    }

    public string Path { get; }

    public (int Major, int Minor) Version { get; }

    public long Length => _file.Length;

    /// <summary>Every column in the order of the directory.</summary>
    public IEnumerable<ColumnSource> Columns => _columns.Values;

    public IReadOnlyList<TrialTable> Tables { get; }

    public Metadata Metadata => _metadata.Value;

    public ArchitectureTexts Architectures => _architectures.Value;

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
        SharedFile file = new(path);
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

    public void Dispose() => _file.Dispose();

    private void AddColumn(
        ColumnEntry entry, IReadOnlyList<string> names, OrderedDictionary<(ushort, ushort), TrialTable> tables, BlockCache cache)
    {
        ColumnKey key = entry.Key;
        // A later minor version may hold more; who does not know a column answers from the others.
        if (!ColumnNames.IsKnown(key))
            return;
        string name = ColumnNames.Describe(key, names);
        ColumnSource source = new(_file, Path, name, entry);
        if (!_columns.TryAdd(key, source))
            throw new DamagedFileException($"{Path}: column {name} comes twice; convert the archive again");
        if (entry.Type != ColumnNames.TypeOf(key) || entry.ItemCount is < 0 or > int.MaxValue)
            throw new DamagedFileException($"{Path}: column {name} has a type or length that this version does not know; convert the archive again");
        if (key.Part == (byte)ColumnPart.Archive)
            return;
        if (key.Name1 >= names.Count || key.Name2 >= names.Count || (key.Name3 >= names.Count && key.Name3 != FileLayout.NoName))
            throw new DamagedFileException($"{Path}: column {name} refers to a name that is not there; convert the archive again");
        if (!tables.TryGetValue((key.Name1, key.Name2), out TrialTable? table))
            tables.Add((key.Name1, key.Name2), table = new TrialTable(names[key.Name1], names[key.Name2]));
        table.Add(key, key.Name3 == FileLayout.NoName ? null : names[key.Name3], source, cache);
    }

    private void CheckTable(TrialTable table)
    {
        bool hasTrials = table.Seeds is not null;
        if (table.FirstTrial is null || hasTrials != table.Forms is not null || hasTrials != table.Epochs is not null
            || table.FirstTrial.ItemCount != Archive(ArchiveColumn.RowArchitecture).ItemCount + 1)
            throw new DamagedFileException($"{Path}: the table of {table.Dataset} under {table.Setting} is not whole; convert the archive again");
    }

    private ColumnSource Archive(ArchiveColumn column) => _columns[ColumnNames.Archive(column)];

    private ArchitectureTexts ReadArchitectures()
    {
        ArchitectureTexts texts = new(new WholeColumn<byte>(Archive(ArchiveColumn.Architectures), 0).Array);
        return Metadata.Architectures is { } stated && stated != texts.Count
            ? throw new DamagedFileException($"{Path}: has the texts of {texts.Count} architectures where the metadata say {stated}; convert the archive again")
            : texts;
    }

    private Metadata ReadMetadata()
    {
        byte[] document = new WholeColumn<byte>(Archive(ArchiveColumn.Metadata), 0).Array;
        try
        {
            Metadata metadata = MetadataJson.Read(document);
            // No text is shorter than its line feed.
            return metadata.Architectures is < 0 || metadata.Architectures > Archive(ArchiveColumn.Architectures).ItemCount
                ? throw new FormatException($"{metadata.Architectures} architectures cannot be")
                : metadata;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw new DamagedFileException($"{Path}: the metadata document is not as this version writes it ({e.Message.ReplaceLineEndings(" ")}); convert the archive again", e);
        }
    }

    private int[] ReadRows()
    {
        int[] rows = new int[ArchitectureCount];
        rows.AsSpan().Fill(-1);
        ReadOnlySpan<int> architectures = RowArchitecture.Cells;
        for (int row = 0; row < architectures.Length; row++)
        {
            int architecture = architectures[row];
            if ((uint)architecture >= (uint)rows.Length || rows[architecture] >= 0)
                throw new DamagedFileException($"{Path}: row {row} is about architecture {architecture}, which cannot be; convert the archive again");
            rows[architecture] = row;
        }
        return rows;
    }
}
