using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast;

public sealed partial class NatsBenchmark
{
    /// <summary>
    /// Checks the whole file now instead of on first use: every checksum, every block, and that rows, trials and forms
    /// refer to one another. Reads everything, keeps nothing.
    /// </summary>
    /// <param name="progress">Told the share of stored bytes that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="DamagedFileException">Something is not what was written; the message names column and byte.</exception>
    public FileCheck Check(IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        long total = _file.Columns.Sum(column => column.Entry.StoredBytes);
        int columns = 0, blocks = 0;
        long stored = 0, numbers = 0;
        foreach (ColumnSource column in _file.Columns)
        {
            long held = ColumnChecker.CountNumbers(column, cancellation);
            columns++;
            blocks += column.Blocks.Length;
            stored += column.Entry.StoredBytes;
            if (column.Entry.Type != Format.ElementType.Bytes)
                numbers += held;
            progress?.Report(total == 0 ? 1 : (double)stored / total);
        }
        CheckReferences();
        return new FileCheck(columns, blocks, stored, numbers);
    }

    private void CheckReferences()
    {
        _ = _file.Metadata;
        for (int architecture = 0; architecture < Count; architecture++)
        {
            int row = _file.RowOfArchitecture[architecture];
            if (row < 0)
                continue;
            foreach (SettingForm setting in _records.FormOf(row).Settings)
                foreach (string dataset in setting.Datasets)
                {
                    Runs runs = _records.RunsOf(row, architecture, dataset, setting.Setting);
                    for (int i = 0; i < runs.Count; i++)
                        if (runs.Table.Forms!.Cells[runs.First + i] != -1)
                            _ = runs.FormOf(runs.First + i);
                }
        }
    }
}
