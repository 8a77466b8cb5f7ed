using NatsBench.Fast.Format;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Reading;

/// <summary>What the directory of a file alone can tell: which columns there are, and that they go together. Checked when the file is opened.</summary>
internal static class DirectoryChecks
{
    /// <summary>Checks one column.</summary>
    /// <exception cref="DamagedFileException">Its entry cannot be.</exception>
    public static void Check(ColumnSource source, IReadOnlyList<string> names, long fileLength)
    {
        ColumnEntry entry = source.Entry;
        ColumnKey key = entry.Key;
        if (entry.Type != ColumnNames.TypeOf(key))
            throw source.Damaged($"is of type {(byte)entry.Type}, which this version does not know of it");
        if (entry.ItemCount is < 0 or > int.MaxValue || entry.ItemCount * entry.Type.Width() > fileLength * FileLayout.MaxExpansion)
            throw source.Damaged($"claims {entry.ItemCount} items, more than a file of {fileLength} bytes can hold");
        if (entry.StoredBytes < 0 || entry.StoredBytes > fileLength)
            throw source.Damaged($"claims {entry.StoredBytes} stored bytes of a file of {fileLength}");
        bool isNamed = (ColumnPart)key.Part switch
        {
            ColumnPart.Archive => IsNone(key.Name1) && IsNone(key.Name2),
            ColumnPart.Extra => IsSome(key.Name1) && IsNone(key.Name2),
            _ => IsSome(key.Name1) && IsSome(key.Name2),
        };
        if (!isNamed
            || !(IsNone(key.Name3) || (ColumnNames.HasSet(key) && key.Name3 < names.Count)))
            throw source.Damaged($"its key has the names {key.Name1}, {key.Name2} and {key.Name3} of {names.Count}, which cannot be");

        static bool IsNone(ushort name) => name == FileLayout.NoName;
        bool IsSome(ushort name) => name < names.Count && names[name].Length > 0;
    }

    /// <summary>Checks that a file has the columns it needs, each with a cell for every row or trial.</summary>
    /// <exception cref="DamagedFileException">One is missing, or has another length.</exception>
    public static void Check(NatsBenchFile file, string path, long fileLength)
    {
        for (ArchiveColumn column = ArchiveColumn.Architectures; column <= ArchiveColumn.RowForm; column++)
            if (file.Find(column) is null)
                throw new DamagedFileException($"{path}: column {column} is missing; convert the archive again");
        int rows = file.Find(ArchiveColumn.RowArchitecture)!.ItemCount;
        RequireItems(file.Find(ArchiveColumn.RowForm)!, rows, "rows");
        foreach (TrialTable table in file.Tables)
            Check(table, path, rows, file.ListsModules);

        RefuseTooMuch(file.Columns, path, fileLength);
    }

    /// <summary>Checks that columns claim no more bytes than their file has.</summary>
    /// <exception cref="DamagedFileException">They do.</exception>
    public static void RefuseTooMuch(IReadOnlyList<ColumnSource> columns, string path, long fileLength)
    {
        long stored = 0;
        foreach (ColumnSource column in columns)
            stored += column.Entry.StoredBytes;
        if (stored > fileLength)
            throw new DamagedFileException($"{path}: its columns claim {stored} stored bytes, more than the file's {fileLength}; convert the archive again");
    }

    private static void Check(TrialTable table, string path, int rows, bool listsModules)
    {
        Require(table.FirstTrial, TrialColumn.FirstTrial);
        RequireItems(table.FirstTrial.Source, rows + 1L, "rows and one more");
        List<ColumnSource> columns = table.TrialColumns();
        foreach (ColumnSource column in columns)
            RequireItems(column, table.TrialCount, "runs");
        if (table.Seeds is null && columns.Count > 0)
            throw Missing(TrialColumn.Seed);
        if (table.Seeds is null)
            return;
        Require(table.Forms, TrialColumn.Form);
        Require(table.Epochs, TrialColumn.Epochs);
        Require(table.Flops, TrialColumn.Flops);
        Require(table.Params, TrialColumn.Params);
        Require(table.Latency, TrialColumn.Latency);
        RequireLastTime(table.Train);
        foreach (SetColumns set in table.Sets)
            RequireLastTime(set);

        void RequireLastTime(SetColumns set)
        {
            if (set is { TotalTime: not null, LastTime: null } && !listsModules)
                throw new DamagedFileException($"{path}: column {table.Setting}/{table.Dataset}/{set.Name}/{TrialColumn.LastTime} is missing beside {TrialColumn.TotalTime}; convert the archive again");
        }

        void Require<T>(WholeColumn<T>? column, TrialColumn name)
            where T : unmanaged
        {
            if (column is null)
                throw Missing(name);
        }

        DamagedFileException Missing(TrialColumn name) =>
            new($"{path}: column {table.Setting}/{table.Dataset}/{name} is missing; convert the archive again");
    }

    private static void RequireItems(ColumnSource column, long count, string what)
    {
        if (column.Entry.ItemCount != count)
            throw column.Damaged($"has {column.Entry.ItemCount} cells where there are {count} {what}");
    }
}
