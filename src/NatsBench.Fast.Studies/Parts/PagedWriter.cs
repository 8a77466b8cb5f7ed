using System.Buffers.Binary;
using NatsBench.Fast.Studies.Internals;
using NatsBench.Fast.Studies.Running;
using Parquet.Meta;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>
/// Writes a finished table from the files of its parts, beside its final name until it is published: their pages are copied as they are,
/// so that nothing is encoded twice; names alone are made here.
/// </summary>
internal sealed class PagedWriter : IDisposable
{
    private readonly string _path;
    private readonly Task<FileIdentity> _identity;
    private readonly PartTable _table;
    private readonly NamePages _names;
    private readonly PartialFile _file;
    private readonly Dictionary<Column, PagedColumn> _chunks;
    private readonly List<RowGroup> _groups = [];

    // Rows of the group that wait for their names, and an example of their experiment.
    private StudyPart _part;
    private int _unnamed;

    private Task _flushed = Task.CompletedTask;

    /// <param name="path">The final name.</param>
    /// <param name="owner">Who writes.</param>
    /// <param name="table">Tells the columns; its room is used.</param>
    /// <param name="identity">What the file belongs to; waited for when it ends.</param>
    /// <exception cref="NatsBenchException">The file cannot be written.</exception>
    public PagedWriter(string path, string owner, PartTable table, Task<FileIdentity> identity)
    {
        (_path, _table, _identity, _names) = (path, table, identity, new NamePages(table));
        _chunks = table.Columns.ToDictionary(column => column, _ => new PagedColumn());
        _file = Disk.Write(path, () => new PartialFile(path, owner));
        Disk.Write(path, () => _file.Stream.Write("PAR1"u8));
    }

    /// <summary>Rows of the row group that has begun.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds the file of a part.</summary>
    /// <exception cref="NatsBenchException">It cannot be read.</exception>
    public void Add(StudyPart part, TableReader file)
    {
        if (part.Experiment != _part.Experiment)
            AddNames();
        foreach (Column column in _table.OfPart)
        {
            PagedColumn chunk = _chunks[column];
            chunk.Add(file.CopyPages(0, column, chunk.Pages));
        }
        _part = part;
        _unnamed += (int)file.RowCount;
        Rows += (int)file.RowCount;
    }

    /// <summary>Ends the row group.</summary>
    public void EndGroup() => Disk.Write(_path, () =>
    {
        AddNames();
        List<ColumnChunk> columns = [.. _table.Columns.Select(column => _chunks[column].Write(_file.Stream))];
        _groups.Add(new RowGroup
        {
            Columns = columns,
            NumRows = Rows,
            TotalByteSize = columns.Sum(column => column.MetaData!.TotalUncompressedSize),
            TotalCompressedSize = columns.Sum(column => column.MetaData!.TotalCompressedSize),
        });
        Rows = 0;
        // Else all of the file waits for the disk at the end.
        if (_flushed.IsCompletedSuccessfully)
            _flushed = _file.Stream.FlushToDiskAsync();
    });

    /// <summary>Ends the file: whole, sealed and on the disk, but without its name.</summary>
    public void Close() => Disk.Write(_path, () =>
    {
        Dictionary<string, string> metadata = TableWriter.Metadata(_table, _identity.GetAwaiter().GetResult(), part: null);
        byte[] footer = FooterWriter.Write(_table.Schema, metadata, _groups), length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.Length);
        _file.Stream.Write([.. footer, .. length, .. "PAR1"u8]);
        Seal.Close(_file.Stream);
        _flushed.GetAwaiter().GetResult();
        _file.Close(isDurable: true);
    });

    /// <summary>Gives the file its name.</summary>
    public void Publish() => Disk.Write(_path, _file.Publish);

    public void Dispose()
    {
        // Whether it failed or not: nobody reads the file.
        Task.WaitAny(_flushed);
        _file.Dispose();
    }

    private void AddNames()
    {
        if (_unnamed > 0)
            _names.Add(_part, _unnamed, column => _chunks[column]);
        _unnamed = 0;
    }
}
