using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Queries;

/// <summary>Where the trials of a row lie in the columns of a table; none where its record has no seed list there.</summary>
internal readonly record struct TrialRange(int First, int Count)
{
    /// <summary>The range of one row.</summary>
    /// <param name="file">The file.</param>
    /// <param name="table">The table.</param>
    /// <param name="starts">The table's column of first trials.</param>
    /// <param name="row">The row.</param>
    /// <exception cref="DamagedFileException">The range lies outside the table.</exception>
    public static TrialRange Of(NatsBenchFile file, TrialTable table, ReadOnlySpan<int> starts, int row)
    {
        int first = starts[row], count = starts[row + 1] - first;
        return first >= 0 && count >= 0 && first + count <= (table.Seeds?.ItemCount ?? 0)
            ? new TrialRange(first, count)
            : throw new DamagedFileException($"{file.Path}: the trials of row {row} on {table.Dataset} lie outside the table; convert the archive again");
    }

    /// <summary>The ranges of all architectures; none for those without a record.</summary>
    /// <exception cref="DamagedFileException">A range lies outside the table.</exception>
    public static TrialRange[] All(NatsBenchFile file, TrialTable table)
    {
        using ColumnLease<int> starts = table.FirstTrial.Borrow();
        ReadOnlySpan<int> rows = file.RowOfArchitecture;
        var ranges = new TrialRange[rows.Length];
        for (int architecture = 0; architecture < ranges.Length; architecture++)
            if (rows[architecture] >= 0)
                ranges[architecture] = Of(file, table, starts.Cells, rows[architecture]);
        return ranges;
    }
}
