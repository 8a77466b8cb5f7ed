using NatsBench.Fast.Studies.Running;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>
/// Pages of names, which follow from the study. They say the same for all rows of an experiment, so whole pages are encoded once and copied.
/// Used by one thread.
/// </summary>
/// <param name="table">Tells the columns.</param>
internal sealed class NamePages(PartTable table)
{
    private const int RowsOfPage = 1 << 14;

    private readonly Column[] _columns = [.. table.Columns.Except(table.Measured)];
    private readonly ParquetSchema _schema = new(table.Columns.Except(table.Measured).Select(column => column.Field));
    private (int Experiment, Encoded Page) _whole = (-1, default!);

    /// <summary>Adds the names of rows of an experiment.</summary>
    /// <param name="part">A part of it.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="chunkOf">Where a column goes.</param>
    public void Add(StudyPart part, int rows, Func<Column, PagedColumn> chunkOf)
    {
        if (rows >= RowsOfPage && _whole.Experiment != part.Experiment)
            _whole = (part.Experiment, Encode(part, RowsOfPage));
        for (; rows >= RowsOfPage; rows -= RowsOfPage)
            Copy(_whole.Page, chunkOf);
        if (rows > 0)
            Copy(Encode(part, rows), chunkOf);
    }

    private Encoded Encode(StudyPart part, int rows)
    {
        using MemoryStream file = new();
        table.AddNames(part, rows);
        ParquetWriter writer = ParquetWriter.CreateAsync(_schema, file, TableWriter.Options(_columns, isBrief: false)).GetAwaiter().GetResult();
        PartTable.Write(writer, _columns);
        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        table.Clear();
        ParquetRowGroupReader group = ParquetReader.CreateAsync(file).GetAwaiter().GetResult().RowGroups[0];
        return new Encoded(file.ToArray(), [.. _columns.Select(column => group.GetMetadata(column.Field)!.MetaData!)]);
    }

    private void Copy(Encoded page, Func<Column, PagedColumn> chunkOf)
    {
        foreach ((Column column, ColumnMetaData meta) in _columns.Zip(page.Columns))
        {
            PagedColumn chunk = chunkOf(column);
            ReadOnlySpan<byte> bytes = page.File.AsSpan((int)meta.DataPageOffset, (int)meta.TotalCompressedSize);
            bytes.CopyTo(chunk.Pages.GetSpan(bytes.Length));
            chunk.Pages.Advance(bytes.Length);
            chunk.Add(meta);
        }
    }

    private sealed record Encoded(byte[] File, IReadOnlyList<ColumnMetaData> Columns);
}
