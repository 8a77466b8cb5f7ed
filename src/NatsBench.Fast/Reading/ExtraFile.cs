using NatsBench.Fast.Format;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Reading;

/// <summary>An open file of extra columns alone, <c>.natsbx</c>, which lies beside a benchmark. Thread-safe.</summary>
internal sealed class ExtraFile : IDisposable
{
    /// <summary>What such files are called.</summary>
    public const string Suffix = ".natsbx";

    private readonly MappedFile _file;

    private ExtraFile(MappedFile file, string path)
    {
        _file = file;
        (FileHeader _, FileDirectory directory) = MappedDirectory.Read(file, path);
        ExtraEntries entries = new();
        HashSet<ColumnKey> known = [];
        List<ColumnSource> columns = [];
        foreach (ColumnEntry entry in directory.Columns)
        {
            if (entry.Key.Part == (byte)ColumnPart.Archive)
                throw new NatsBenchException($"{path}: is a benchmark and no file of extra columns; it is opened by itself");
            if (entry.Key.Part != (byte)ColumnPart.Extra || !ColumnNames.IsKnown(entry.Key))
                continue;
            ColumnSource source = new(file, path, directory.Names, entry);
            if (!known.Add(entry.Key))
                throw source.Damaged("comes twice");
            DirectoryChecks.Check(source, directory.Names, file.Length);
            columns.Add(source);
            entries.Add(directory.Names[entry.Key.Name1], source);
        }
        DirectoryChecks.RefuseTooMuch(columns, path, file.Length);
        Entries = [.. entries.Complete(path)];
        Columns = columns;
    }

    /// <summary>Its extra columns in the order of the file.</summary>
    public IReadOnlyList<ExtraEntry> Entries { get; }

    /// <summary>Every column in the order of the directory.</summary>
    public IReadOnlyList<ColumnSource> Columns { get; }

    /// <exception cref="NatsBenchException">The file is missing or unreadable, or a benchmark.</exception>
    /// <exception cref="DamagedFileException">The file is not a sound one of this version.</exception>
    public static ExtraFile Open(string path)
    {
        MappedFile file = new(path);
        try
        {
            return new ExtraFile(file, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The folder beside a benchmark whose files are mounted with it.</summary>
    public static string FolderOf(string benchmark) => benchmark + ".d";

    public void Dispose() => _file.Dispose();
}
