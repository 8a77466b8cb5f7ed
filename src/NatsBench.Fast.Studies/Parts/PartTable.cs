using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Studies.Running;
using Parquet;
using Parquet.Schema;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>Rows of parts on their way to or from a file, as columns. Used by one thread.</summary>
internal abstract class PartTable
{
    private readonly TextColumn _searchDataset = new("search_dataset");
    private readonly TextColumn _algorithm = new("algorithm");
    private readonly TextColumn _parameters = new("parameters");

    protected PartTable(StudyLayout layout) => Layout = layout;

    /// <summary>What the file holds, in its name and its metadata.</summary>
    public abstract string Kind { get; }

    /// <summary>Every column, in the file's order.</summary>
    public IReadOnlyList<Column> Columns { get; private set; } = [];

    /// <summary>Those that a file tells: all but the names, which follow from the study.</summary>
    public IReadOnlyList<Column> Measured { get; private set; } = [];

    /// <summary>Those that the file of a part holds, in its order.</summary>
    public IReadOnlyList<Column> OfPart { get; private set; } = [];

    public ParquetSchema Schema { get; private set; } = null!;

    public ParquetSchema PartSchema { get; private set; } = null!;

    public int Rows => Columns[0].Count;

    protected StudyLayout Layout { get; }

    protected ValueColumn<int> Experiment { get; } = new("experiment");

    protected ValueColumn<int> Trial { get; } = new("trial");

    /// <summary>Adds the rows of a row group, names excepted.</summary>
    public void Read(ParquetRowGroupReader group)
    {
        int rows = checked((int)group.RowCount);
        foreach (Column column in Measured)
            column.Read(group, rows).GetAwaiter().GetResult();
    }

    /// <summary>Adds the names that belong to rows of a part.</summary>
    public virtual void AddNames(StudyPart part, int rows)
    {
        (Dataset dataset, AlgorithmDefinition algorithm, HyperParameters parameters) = Layout.Experiments[part.Experiment];
        _searchDataset.Fill(dataset.Name.AsMemory(), rows);
        _algorithm.Fill(algorithm.Name.AsMemory(), rows);
        _parameters.Fill(parameters.Text.AsMemory(), rows);
    }

    /// <summary>Whether some rows are all those of a part.</summary>
    public abstract bool Fits(StudyPart part, int first, int rows);

    /// <summary>Writes all rows of some columns as a row group.</summary>
    public static void Write(ParquetWriter writer, IEnumerable<Column> columns)
    {
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        foreach (Column column in columns)
            column.Write(group).GetAwaiter().GetResult();
    }

    public void Clear()
    {
        foreach (Column column in Columns)
            column.Clear();
    }

    /// <summary>
    /// Says which columns there are beside those that every table begins with. Names follow from the part: they are never read, and so never
    /// wrong.
    /// </summary>
    /// <param name="names">Further names, after those of the experiment.</param>
    /// <param name="measured">What trials gave, after the number of the trial.</param>
    /// <param name="partsAreNamed">Whether the file of a part holds names as well.</param>
    protected void Define(IReadOnlyList<Column> names, IReadOnlyList<Column> measured, bool partsAreNamed)
    {
        Columns = [Experiment, _searchDataset, _algorithm, _parameters, .. names, Trial, .. measured];
        Measured = [Experiment, Trial, .. measured];
        Schema = new ParquetSchema(Columns.Select(column => column.Field));
        OfPart = partsAreNamed ? Columns : Measured;
        PartSchema = partsAreNamed ? Schema : new ParquetSchema(OfPart.Select(column => column.Field));
    }
}
