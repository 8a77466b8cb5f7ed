using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Joining;

/// <summary>Puts the numbers of a source's rows to the architectures that its keys name.</summary>
internal static class ColumnJoin
{
    /// <exception cref="NatsBenchException">A key is no architecture of the space, keys are ambiguous, or the table is of another length.</exception>
    public static IEnumerable<JoinedColumn> Of(SourceFile file, SourceTable table, ArchitectureKeys keys, TableOptions options)
    {
        (int[] indices, KeyKind kind) = RowKeys.Resolve(file, table, keys, options);
        table.Check?.Invoke(file, keys, indices);
        foreach (SourceColumn column in table.Columns)
            CostCheck.Require(file, column, keys.Benchmark, indices);
        return [.. table.Columns.Select(column => Join(column, indices, kind))
            // One that the source has no number of is none.
            .Where(column => column.Present + column.Disconnected + column.Sentinels + column.Conflicting > 0)];

        JoinedColumn Join(SourceColumn column, int[] indices, KeyKind kind)
        {
            double[] values = new double[keys.Benchmark.Count];
            values.AsSpan().Fill(double.NaN);
            HashSet<int> repeated = [], conflicting = [];
            int notFinite = 0, sentinels = 0, masked = 0, spread = 0;
            foreach ((int row, double value) in column.Numbers)
            {
                if (!double.IsFinite(value))
                    notFinite++;
                else if (column.Sentinels.Contains(value) || options.Sentinels.Contains(value))
                    sentinels++;
                else
                    Put(ref values[indices[row]], value, indices[row]);
            }
            if (options.Duplicates == DuplicateKeys.Absent && !table.LaterWins)
                foreach (int index in conflicting)
                    values[index] = double.NaN;
            if (kind == KeyKind.Representative)
                spread = Spread(values, keys.Representatives);
            if (column.IsOfHardware && !options.KeepsDisconnected)
                masked = Mask(values, keys.Disconnected);
            int present = values.Count(value => !double.IsNaN(value));
            ExtraDescription description = column.Description with
            {
                Note = Notes.Of(column.Description.Note, notFinite, sentinels, column.Sentinels, masked, table.LaterWins ? 0 : conflicting.Count, options.Duplicates, spread),
            };
            return new(new ExtraNumbers(description, values), present, masked, notFinite, sentinels, repeated.Count, conflicting.Count, spread);

            void Put(ref double cell, double value, int index)
            {
                if (double.IsNaN(cell))
                    cell = value;
                else if (BitConverter.DoubleToInt64Bits(cell) == BitConverter.DoubleToInt64Bits(value))
                    repeated.Add(index);
                else
                {
                    conflicting.Add(index);
                    if (table.LaterWins || options.Duplicates == DuplicateKeys.Last)
                        cell = value;
                    else if (options.Duplicates == DuplicateKeys.Refuse)
                        throw file.Fault($"names architecture {index} more than once, with {column.Description.Quantity} {cell:R} and {value:R}; --duplicates says which stands");
                }
            }
        }
    }

    private static int Spread(double[] values, ReadOnlySpan<int> representatives)
    {
        int spread = 0;
        for (int index = 0; index < values.Length; index++)
            if (representatives[index] != index && !double.IsNaN(values[representatives[index]]))
            {
                values[index] = values[representatives[index]];
                spread++;
            }
        return spread;
    }

    private static int Mask(double[] values, ReadOnlySpan<bool> disconnected)
    {
        int masked = 0;
        for (int index = 0; index < values.Length; index++)
            if (disconnected[index] && !double.IsNaN(values[index]))
            {
                values[index] = double.NaN;
                masked++;
            }
        return masked;
    }
}
