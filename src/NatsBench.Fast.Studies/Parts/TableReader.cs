using System.Buffers;
using NatsBench.Fast.Studies.Internals;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>A sealed Parquet file of a study, opened: every byte is as it was written. Used by one thread.</summary>
internal sealed class TableReader : IDisposable
{
    public const string KindKey = "natsbench.kind";

    private readonly Stream _file;
    private readonly ParquetReader _reader;

    private TableReader(string path, Stream file, ParquetReader reader, FileIdentity identity)
    {
        (Path, _file, _reader, Identity) = (path, file, reader, identity);
        Metadata = reader.CustomMetadata;
        RowCount = Enumerable.Range(0, GroupCount).Aggregate(0L, (sum, group) => checked(sum + Rows(group)));
    }

    public string Path { get; }

    public FileIdentity Identity { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public int GroupCount => _reader.RowGroupCount;

    /// <summary>Rows of all groups.</summary>
    public long RowCount { get; }

    /// <summary>How many bytes the file has.</summary>
    public long Length => _file.Length;

    /// <summary>Opens a file; null where it is missing, cut, changed or no file of a study.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isFresh">True where this run has just written it itself: its bytes are not checked.</param>
    /// <param name="bytes">Such a file in memory; null to read it from the disk.</param>
    /// <exception cref="NatsBenchException">It cannot be read.</exception>
    public static TableReader? TryOpen(string path, bool isFresh = false, MemoryStream? bytes = null)
    {
        Stream? file = null;
        try
        {
            file = bytes is null ? SynchronousFile.Read(path) : new MemoryStream(bytes.GetBuffer(), 0, (int)bytes.Length, writable: false);
            if (isFresh || (Seal.Holds(file, out byte[] footer) && FooterCheck.Holds(footer)))
            {
                ParquetReader reader = ParquetReader.CreateAsync(file).GetAwaiter().GetResult();
                if (FileIdentity.Of(reader.CustomMetadata) is { } identity)
                    return new TableReader(path, file, reader, identity);
            }
        }
        catch (FileNotFoundException)
        {
        }
        catch (Exception e) when (IsForeign(e))
        {
            // Sealed, and yet no Parquet: made so.
        }
        catch (Exception e) when (Disk.IsFailure(e))
        {
            file?.Dispose();
            throw new NatsBenchException($"{path}: cannot be read ({Disk.Reason(e)})", e);
        }
        file?.Dispose();
        return null;
    }

    /// <summary>Whether the columns are those of a finished table, each with as many values as there are rows.</summary>
    /// <exception cref="NatsBenchException">They cannot be told.</exception>
    public bool Fits(PartTable table) => Fits(table, table.Schema, table.Columns);

    /// <summary>Whether the columns are those that the file of a part holds, each with as many values as there are rows.</summary>
    /// <exception cref="NatsBenchException">They cannot be told.</exception>
    public bool FitsPart(PartTable table) => Fits(table, table.PartSchema, table.OfPart);

    /// <summary>Rows of a group.</summary>
    public long Rows(int group) => _reader.RowGroups[group].RowCount;

    /// <summary>Adds the rows of a group to a table, names excepted. The caller has made sure that there may be so many.</summary>
    /// <exception cref="NatsBenchException">They cannot be read.</exception>
    public void Read(int group, PartTable table) => Guard(() =>
    {
        ParquetRowGroupReader reader = _reader.RowGroups[group];
        foreach (Column column in table.Measured)
            FooterCheck.RequirePages(_file, reader.GetMetadata(column.Field)?.MetaData, reader.RowCount);
        table.Read(reader);
        return true;
    });

    /// <summary>Copies the pages of a column as they are.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="column">The column.</param>
    /// <param name="pages">Where they go.</param>
    /// <returns>What the file says of them.</returns>
    /// <exception cref="NatsBenchException">They cannot be read.</exception>
    public ColumnMetaData CopyPages(int group, Column column, IBufferWriter<byte> pages) => Guard(() =>
    {
        ParquetRowGroupReader reader = _reader.RowGroups[group];
        ColumnMetaData meta = FooterCheck.RequirePage(_file, reader.GetMetadata(column.Field)?.MetaData, reader.RowCount);
        int length = checked((int)meta.TotalCompressedSize);
        _file.Position = meta.DataPageOffset;
        _file.ReadExactly(pages.GetSpan(length)[..length]);
        pages.Advance(length);
        return meta;
    });

    /// <summary>What to say of a file that is whole, and yet not what its metadata promise.</summary>
    public NatsBenchException Foreign(Exception? e = null) => new($"{Path}: does not hold what its study asks for; remove it and make it anew", e);

    public void Dispose() => _file.Dispose();

    // Whatever the library throws at a file that it cannot read; a file that ends early is no disk that fails.
    private static bool IsForeign(Exception e) => e is EndOfStreamException || !(Disk.IsFailure(e) || e is NatsBenchException);

    private bool Fits(PartTable table, ParquetSchema schema, IReadOnlyList<Column> columns) => Guard(() =>
        Metadata.GetValueOrDefault(KindKey) == table.Kind && _reader.Schema.Equals(schema)
        && _reader.RowGroups.All(group => group.RowCount is >= 0 and <= int.MaxValue
            && columns.All(column => group.GetMetadata(column.Field)?.MetaData?.NumValues == group.RowCount)));

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (IsForeign(e))
        {
            throw Foreign(e);
        }
        catch (Exception e) when (Disk.IsFailure(e))
        {
            throw new NatsBenchException($"{Path}: cannot be read ({Disk.Reason(e)})", e);
        }
    }
}
