using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast;

public sealed partial class NatsBenchmark
{
    /// <summary>
    /// Checks the whole file now instead of on first use: every checksum, every block, and that rows, trials and forms
    /// refer to one another; extra columns beside it too. Reads everything, keeps nothing.
    /// </summary>
    /// <param name="progress">Told the share of stored bytes that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="DamagedFileException">Something is not what was written; the message names column and byte.</exception>
    public FileCheck Check(IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ColumnSource[] all = [.. _file.Columns, .. _file.Extras.Mounted.SelectMany(file => file.Columns)];
        long total = all.Sum(column => column.Entry.StoredBytes);
        int columns = 0, blocks = 0;
        long stored = 0, numbers = 0;
        foreach (ColumnSource column in all)
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

    // That graphs are modules is checked where they are read; that each has the hash it is listed by takes a second or two.
    private void CheckModules()
    {
        if (!_file.ListsModules)
            return;
        _ = _architectureIndex.Value;
        int? other = ModuleHashing.FirstOther(
            _file.Graphs.Length, architecture => (Module(architecture), ModuleHash.TryParse(_file.Architectures.Utf8(architecture), out ModuleHash listed) ? listed : null), new ParallelOptions());
        if (other is { } odd)
            throw new DamagedFileException($"{Path}: architecture {odd} is listed as '{_file.Architectures[odd]}', but its graph has the hash {Module(odd).Hash()}; convert the archive again");
    }

    // A column is checked against the others where it is decoded for use.
    private void CheckReferences()
    {
        _ = _file.Architectures;
        _ = _file.RowOfArchitecture;
        using (_file.RowForm.Borrow()) { }
        CheckModules();
        foreach (TrialTable table in _file.Tables)
            table.CheckReferences();
        foreach (ExtraEntry extra in _file.Extras.Entries.Values)
        {
            _ = extra.Describe(_file.Architectures, Path);
            using (extra.Values.Borrow()) { }
        }
    }
}
