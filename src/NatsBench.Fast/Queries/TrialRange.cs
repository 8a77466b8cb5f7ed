using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Queries;

/// <summary>Where the trials of a row lie in the columns of a table; none where its record has no seed list there.</summary>
internal readonly record struct TrialRange(int First, int Count)
{
    /// <summary>The range of one row.</summary>
    /// <param name="starts">The table's column of first trials, which was checked when it was decoded.</param>
    /// <param name="row">The row.</param>
    public static TrialRange Of(ReadOnlySpan<int> starts, int row) => new(starts[row], starts[row + 1] - starts[row]);

    /// <summary>The ranges of all architectures; none for those without a record.</summary>
    /// <exception cref="DamagedFileException">The column is not what was written.</exception>
    public static TrialRange[] All(NatsBenchFile file, TrialTable table)
    {
        var ranges = new TrialRange[file.RowOfArchitecture.Length];
        Fill(file, table, ranges);
        return ranges;
    }

    /// <summary>Writes the ranges of all architectures; none for those without a record.</summary>
    /// <exception cref="DamagedFileException">The column is not what was written.</exception>
    public static void Fill(NatsBenchFile file, TrialTable table, Span<TrialRange> ranges)
    {
        using ColumnLease<int> starts = table.FirstTrial.Borrow();
        ReadOnlySpan<int> rows = file.RowOfArchitecture;
        for (int architecture = 0; architecture < ranges.Length; architecture++)
            ranges[architecture] = rows[architecture] >= 0 ? Of(starts.Cells, rows[architecture]) : default;
    }
}
