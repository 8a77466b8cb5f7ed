using Parquet;
using Parquet.Schema;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>Rows of parts on their way to or from a file, as columns. Used by one thread.</summary>
internal abstract class PartTable
{
    private Column[] _measured = [];

    protected PartTable(StudyLayout layout) => Layout = layout;

    /// <summary>What the file holds, in its name and its metadata.</summary>
    public abstract string Kind { get; }

    /// <summary>Every column, in the file's order.</summary>
    public IReadOnlyList<Column> Columns { get; private set; } = [];

    public ParquetSchema Schema { get; private set; } = null!;

    public int Rows => Columns[0].Count;

    protected StudyLayout Layout { get; }

    /// <summary>Adds the rows of a row group, names excepted.</summary>
    public void Read(ParquetRowGroupReader group)
    {
        int rows = checked((int)group.RowCount);
        foreach (Column column in _measured)
            column.Read(group, rows).GetAwaiter().GetResult();
    }

    /// <summary>Adds the names that belong to rows of a part.</summary>
    public abstract void AddNames(PartRange part, int rows);

    /// <summary>Whether some rows are all those of a part.</summary>
    public abstract bool Fits(PartRange part, int first, int rows);

    public void Write(ParquetWriter writer)
    {
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        foreach (Column column in Columns)
            column.Write(group).GetAwaiter().GetResult();
        Clear();
    }

    public void Clear()
    {
        foreach (Column column in Columns)
            column.Clear();
    }

    /// <summary>Says which columns there are, and which of them follow from the part: those are never read, and so never wrong.</summary>
    protected void Define(IReadOnlyList<Column> columns, IReadOnlyList<Column> names)
    {
        (Columns, _measured) = (columns, [.. columns.Except(names)]);
        Schema = new ParquetSchema(columns.Select(column => column.Field));
    }
}
