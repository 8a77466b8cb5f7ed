using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Views;

/// <summary>Where an architecture's trials lie in the columns of a table; none where it has no record there.</summary>
internal readonly record struct TrialRange(int First, int Count)
{
    /// <summary>The ranges of all architectures of a file in a table.</summary>
    /// <exception cref="DamagedFileException">A range lies outside the table.</exception>
    public static TrialRange[] All(NatsBenchFile file, TrialTable table)
    {
        int trials = table.Seeds?.ItemCount ?? 0;
        using ColumnLease<int> starts = table.FirstTrial.Borrow();
        ReadOnlySpan<int> rows = file.RowOfArchitecture;
        var ranges = new TrialRange[rows.Length];
        for (int architecture = 0; architecture < ranges.Length; architecture++)
        {
            int row = rows[architecture];
            if (row < 0)
                continue;
            int first = starts.Cells[row], count = starts.Cells[row + 1] - first;
            if (first < 0 || count < 0 || first + count > trials)
                throw new DamagedFileException($"{file.Path}: the trials of row {row} on {table.Dataset} lie outside the table; convert the archive again");
            ranges[architecture] = new TrialRange(first, count);
        }
        return ranges;
    }
}
