using System.Runtime.InteropServices;
using Parquet;
using Parquet.Schema;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>A column of a table on its way to or from a file: room that is filled and emptied again and again.</summary>
/// <param name="field">Its name and type.</param>
internal abstract class Column(DataField field)
{
    public DataField Field { get; } = field;

    public int Count { get; protected set; }

    public virtual void Clear() => Count = 0;

    /// <summary>Writes everything as the next column of a row group.</summary>
    public abstract Task Write(ParquetRowGroupWriter group);

    /// <summary>Adds the rows of a row group.</summary>
    public abstract Task Read(ParquetRowGroupReader group, int rows);
}

/// <summary>A column of plain values.</summary>
/// <typeparam name="T">Of values as they are kept.</typeparam>
internal abstract class RoomColumn<T>(DataField field) : Column(field)
{
    private T[] _values = [];

    // Whose values are shown instead.
    private List<T>? _shown;

    public ReadOnlySpan<T> Values => _shown is null ? _values.AsSpan(0, Count) : CollectionsMarshal.AsSpan(_shown);

    protected ReadOnlyMemory<T> Filled => _shown is null ? _values.AsMemory(0, Count) : new ListMemory<T>(_shown).Memory;

    public override void Clear() => (Count, _shown) = (0, null);

    /// <summary>Shows values of somebody else as all of its own, uncopied, until it is cleared; they stay as they are until then.</summary>
    public void Show(List<T> values) => (Count, _shown) = (values.Count, values);

    public void Add(T value) => Extend(1).Span[0] = value;

    public void Fill(T value, int rows) => Extend(rows).Span.Fill(value);

    protected Memory<T> Extend(int rows)
    {
        int start = Count;
        Count = checked(start + rows);
        if (Count > _values.Length)
            Array.Resize(ref _values, int.Max(Count, (int)long.Min(2L * _values.Length, Array.MaxLength)));
        return _values.AsMemory(start, rows);
    }
}

/// <summary>Values that are always there.</summary>
internal sealed class ValueColumn<T>(string name) : RoomColumn<T>(new DataField<T>(name))
    where T : struct
{
    public override Task Write(ParquetRowGroupWriter group) => group.WriteAsync(Field, Filled);

    public override Task Read(ParquetRowGroupReader group, int rows) => group.ReadAsync(Field, Extend(rows)).AsTask();
}

/// <summary>Values that may be absent.</summary>
internal sealed class OptionalColumn<T>(string name) : RoomColumn<T?>(new DataField<T?>(name))
    where T : struct
{
    public override Task Write(ParquetRowGroupWriter group) => group.WriteAsync(Field, Filled);

    public override Task Read(ParquetRowGroupReader group, int rows) => group.ReadAsync(Field, Extend(rows)).AsTask();
}

/// <summary>Texts that are always there.</summary>
internal sealed class TextColumn(string name) : RoomColumn<ReadOnlyMemory<char>>(new DataField(name, typeof(string), isNullable: false))
{
    public override Task Write(ParquetRowGroupWriter group) => group.WriteAsync(Field, Filled);

    public override async Task Read(ParquetRowGroupReader group, int rows)
    {
        string?[] texts = new string?[rows];
        await group.ReadAsync(Field, texts.AsMemory()).ConfigureAwait(false);
        foreach (string? text in texts)
            Add(text.AsMemory());
    }
}
