namespace NatsBench.Fast.Comparing;

/// <summary>Counts how the numbers of a column differ.</summary>
internal sealed class DifferenceTally(string column)
{
    private long _equal;
    private long _different;
    private long _onlyInFirst;
    private long _onlyInSecond;
    private double _largest = double.NaN;
    private string _where = "";

    /// <summary>Counts a number of each; null where a file has none.</summary>
    public void Add(double? first, double? second, int architecture, long? seed = null, int? epoch = null)
    {
        if (first is { } one && second is { } other)
        {
            if (BitConverter.DoubleToInt64Bits(one) == BitConverter.DoubleToInt64Bits(other))
                _equal++;
            else
                AddDifferent(other - one, architecture, seed, epoch);
        }
        else if (first is not null)
            _onlyInFirst++;
        else if (second is not null)
            _onlyInSecond++;
    }

    public ColumnDifference ToDifference() => new(column, _equal, _different, _onlyInFirst, _onlyInSecond, _largest, _where);

    private void AddDifferent(double difference, int architecture, long? seed, int? epoch)
    {
        _different++;
        if (_where.Length > 0 && !(double.Abs(difference) > double.Abs(_largest) || (double.IsNaN(_largest) && !double.IsNaN(difference))))
            return;
        _largest = difference;
        _where = $"architecture {architecture}{(seed is null ? "" : $", seed {seed}")}{(epoch is null ? "" : $", epoch {epoch}")}";
    }
}
