namespace NatsBench.Fast.Native.Handles;

/// <summary>Several columns for the time of one call.</summary>
internal sealed class ColumnSet : IDisposable
{
    private readonly List<Column> _taken = [];

    public Column this[int place] => _taken[place];

    /// <summary>Takes one more.</summary>
    /// <exception cref="StatusException">It is no open column or is not as long as those before.</exception>
    public Column Take(nint handle)
    {
        Column column = HandleTable.Take<Column>(handle).Resource;
        _taken.Add(column);
        return column.Length == _taken[0].Length ? column
            : throw new StatusException(Status.InvalidArgument, $"columns of {_taken[0].Length} and {column.Length} architectures are not of one space");
    }

    public void Dispose() => _taken.ForEach(column => column.Release());
}
