using System.IO.Compression;
using NatsBench.Fast.Studies.Internals;
using Parquet;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>Writes tables of one kind as a sealed Parquet file, beside its final name until it is published.</summary>
internal sealed class TableWriter : IDisposable
{
    private readonly string _path;
    private readonly bool _isPart;
    private readonly Func<Dictionary<string, string>> _metadata;
    private readonly PartialFile _file;
    private readonly MemoryStream? _room;
    private readonly ParquetWriter _writer;

    /// <param name="path">The final name.</param>
    /// <param name="owner">Who writes.</param>
    /// <param name="table">Tells the columns.</param>
    /// <param name="identity">What the file belongs to; waited for when it ends.</param>
    /// <param name="part">What the metadata of a part say beside; null for a finished file.</param>
    /// <param name="room">
    /// Empty room for all of the file, which is then handed to the system at once and remains there, unsealed; null for a file that may be too large.
    /// </param>
    /// <exception cref="NatsBenchException">The file cannot be written.</exception>
    public TableWriter(
        string path, string owner, PartTable table, Task<FileIdentity> identity, IEnumerable<KeyValuePair<string, string>>? part = null, MemoryStream? room = null)
    {
        (_path, _isPart, _room) = (path, part is not null, room);
        _file = Disk.Write(path, () => new PartialFile(path, owner));
        _writer = Disk.Write(path, () => ParquetWriter.CreateAsync(
            _isPart ? table.PartSchema : table.Schema, (Stream?)room ?? _file.Stream, Options(table.Columns, isBrief: _isPart && table.PartSchema == table.Schema))
            .GetAwaiter().GetResult());
        _metadata = () => Metadata(table, identity.GetAwaiter().GetResult(), part);
    }

    /// <summary>What the metadata of a file say.</summary>
    public static Dictionary<string, string> Metadata(PartTable table, FileIdentity identity, IEnumerable<KeyValuePair<string, string>>? part) =>
        new([.. identity.Metadata, new(TableReader.KindKey, table.Kind), .. part ?? [], new(Seal.Key, Seal.Blank)]);

    /// <summary>Writes all rows of a table as a row group, and empties it.</summary>
    public void Write(PartTable table) => Disk.Write(_path, () =>
    {
        PartTable.Write(_writer, _isPart ? table.OfPart : table.Columns);
        table.Clear();
    });

    /// <summary>Ends the file: whole, sealed and, if it is no part, on the disk, but without its name.</summary>
    public void Close() => Disk.Write(_path, () =>
    {
        _writer.CustomMetadata = _metadata();
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        if (_room is not null)
            _file.Stream.Write(_room.GetBuffer().AsSpan(0, (int)_room.Length));
        Seal.Close(_file.Stream);
        // A part that the disk lost with its power is known by its seal and run again: waiting for the disk is not worth it.
        _file.Close(isDurable: !_isPart);
    });

    /// <summary>Gives the file its name.</summary>
    public void Publish() => Disk.Write(_path, _file.Publish);

    public void Dispose() => _file.Dispose();

    /// <summary>How columns are encoded.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="isBrief">Whether the file is small and read once.</param>
    // Measured: real numbers, which hardly repeat, are best split into their bytes before they are compressed; whole ones gain little, and
    // not every reader knows them split. Dictionaries of names cost three times what plain ones do. In small files Zstandard's beginnings
    // cost more than it saves.
    public static ParquetOptions Options(IEnumerable<Column> columns, bool isBrief)
    {
        ParquetOptions options = new()
        {
            CompressionMethod = isBrief ? CompressionMethod.Snappy : CompressionMethod.Zstd,
            CompressionLevel = CompressionLevel.Fastest,
        };
        foreach (Column column in columns.Where(column => column is ValueColumn<double>))
            options.ColumnEncodingHints[column.Field.Name] = EncodingHint.ByteSplitStream;
        return options;
    }
}
