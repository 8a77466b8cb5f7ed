using System.IO.Compression;
using NatsBench.Fast.Studies.Internals;
using Parquet;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>Writes tables of one kind as a sealed Parquet file, beside its final name until it is published.</summary>
internal sealed class TableWriter : IDisposable
{
    private readonly string _path;
    private readonly PartialFile _file;
    private readonly ParquetWriter _writer;

    /// <param name="path">The final name.</param>
    /// <param name="owner">Who writes.</param>
    /// <param name="table">Tells the columns.</param>
    /// <param name="identity">What the file belongs to.</param>
    /// <param name="part">What the metadata of a part say beside; null for a finished file.</param>
    /// <exception cref="NatsBenchException">The file cannot be written.</exception>
    public TableWriter(string path, string owner, PartTable table, FileIdentity identity, IEnumerable<KeyValuePair<string, string>>? part = null)
    {
        _path = path;
        _file = Disk.Write(path, () => new PartialFile(path, owner));
        _writer = Disk.Write(path, () => ParquetWriter.CreateAsync(table.Schema, _file.Stream, Options(table, isFinished: part is null)).GetAwaiter().GetResult());
        _writer.CustomMetadata = new Dictionary<string, string>([.. identity.Metadata, new(TableReader.KindKey, table.Kind), .. part ?? [], new(Seal.Key, Seal.Blank)]);
    }

    /// <summary>Writes all rows of a table as a row group, and empties it.</summary>
    public void Write(PartTable table) => Disk.Write(_path, () => table.Write(_writer));

    /// <summary>Ends the file: whole, sealed and on the disk, but without its name.</summary>
    public void Close() => Disk.Write(_path, () =>
    {
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Seal.Close(_file.Stream);
        _file.Keep();
    });

    /// <summary>Gives the file its name.</summary>
    public void Publish() => Disk.Write(_path, _file.Publish);

    public void Dispose() => _file.Dispose();

    // Measured: real numbers, which hardly repeat, are best split into their bytes before they are compressed; whole ones gain little, and
    // not every reader knows them split. Dictionaries of names cost three times what plain ones do. Parts live shortly and are small, where
    // Zstandard's beginnings cost more than it saves.
    private static ParquetOptions Options(PartTable table, bool isFinished)
    {
        ParquetOptions options = new()
        {
            CompressionMethod = isFinished ? CompressionMethod.Zstd : CompressionMethod.Snappy,
            CompressionLevel = CompressionLevel.Fastest,
        };
        foreach (Column column in table.Columns.Where(column => column is ValueColumn<double>))
            options.ColumnEncodingHints[column.Field.Name] = EncodingHint.ByteSplitStream;
        return options;
    }
}
