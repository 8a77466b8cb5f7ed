using NatsBench.Fast.Reading;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Attaching;

/// <summary>
/// Adds extra columns to a column file, or puts them beside it. Files are written aside and renamed; what the archive itself gave is copied
/// byte for byte. Equal columns in equal order make equal files, whatever was attached and removed before.
/// </summary>
public static class ExtraAttachment
{
    /// <summary>Writes a column file that has more extra columns than another.</summary>
    /// <param name="benchmark">A column file; who has it open keeps what it has open.</param>
    /// <param name="columns">What is added, each with one number for each architecture of the file.</param>
    /// <param name="target">The file to write; null for the benchmark itself.</param>
    /// <param name="replace">True to put a column in the place of one of its name; otherwise a name that is taken is refused.</param>
    /// <exception cref="NatsBenchException">The file cannot be read or written, a column is none of this file, or its name is taken.</exception>
    /// <exception cref="DamagedFileException">The file is not sound.</exception>
    public static void Attach(string benchmark, IReadOnlyList<ExtraNumbers> columns, string? target = null, bool replace = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(benchmark);
        ArgumentNullException.ThrowIfNull(columns);
        using NatsBenchFile file = NatsBenchFile.Open(benchmark);
        Check(file, columns);
        foreach (ExtraNumbers column in columns)
            if (file.Extras.Entries.TryGetValue(column.Description.Name, out ExtraEntry? taken) && !(replace && taken.Path == benchmark))
                throw Taken(taken);
        List<ExtraNumbers> all = [.. file.Extras.Entries.Values.Where(entry => entry.Path == benchmark).Select(entry => Numbers(file, entry))];
        foreach (ExtraNumbers column in columns)
        {
            int place = all.FindIndex(other => other.Description.Name == column.Description.Name);
            if (place < 0)
                all.Add(column);
            else
                all[place] = column;
        }
        ColumnFileCopy.Write(file, all, target ?? benchmark);
    }

    /// <summary>Writes a column file without some of its extra columns; without all of them it is again what the archive made.</summary>
    /// <param name="benchmark">A column file.</param>
    /// <param name="names">What is left out.</param>
    /// <param name="target">The file to write; null for the benchmark itself.</param>
    /// <exception cref="NatsBenchException">The file cannot be read or written, or has no such column.</exception>
    /// <exception cref="DamagedFileException">The file is not sound.</exception>
    public static void Detach(string benchmark, IReadOnlyList<string> names, string? target = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(benchmark);
        ArgumentNullException.ThrowIfNull(names);
        using NatsBenchFile file = NatsBenchFile.Open(benchmark);
        List<ExtraEntry> own = [.. file.Extras.Entries.Values.Where(entry => entry.Path == benchmark)];
        foreach (string name in names)
            if (own.RemoveAll(entry => entry.Name == name) == 0)
                throw new NatsBenchException(
                    $"{benchmark}: holds no extra column '{name}'{(file.Extras.Entries.TryGetValue(name, out ExtraEntry? beside) ? $"; it is in {beside.Path}, a file to remove" : "")}");
        ColumnFileCopy.Write(file, [.. own.Select(entry => Numbers(file, entry))], target ?? benchmark);
    }

    /// <summary>Writes a file of extra columns alone, which is mounted when the benchmark beside it is opened.</summary>
    /// <param name="benchmark">A column file, which is only read.</param>
    /// <param name="name">The file's name, without folder and suffix: <c>FILE.natsb.d/NAME.natsbx</c>.</param>
    /// <param name="columns">The columns, each with one number for each architecture of the benchmark.</param>
    /// <param name="replace">True to write over a file of that name; otherwise it is refused.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="NatsBenchException">A file cannot be read or written, a column is none of this benchmark, or its name is taken.</exception>
    /// <exception cref="DamagedFileException">A file is not sound.</exception>
    public static string Mount(string benchmark, string name, IReadOnlyList<ExtraNumbers> columns, bool replace = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(benchmark);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(columns);
        if (name.AsSpan().ContainsAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar, '\0') || name is "." or "..")
            throw new NatsBenchException($"'{name}' is no name of a file; it goes into {ExtraFile.FolderOf(benchmark)}");
        string path = Path.Combine(ExtraFile.FolderOf(benchmark), name + ExtraFile.Suffix);
        using NatsBenchFile file = NatsBenchFile.Open(benchmark);
        Check(file, columns);
        foreach (ExtraNumbers column in columns)
            if (file.Extras.Entries.TryGetValue(column.Description.Name, out ExtraEntry? taken) && !(replace && taken.Path == path))
                throw Taken(taken);
        if (!replace && File.Exists(path))
            throw new NatsBenchException($"{path}: is there already; remove it, or choose another name");
        try
        {
            Directory.CreateDirectory(ExtraFile.FolderOf(benchmark));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{ExtraFile.FolderOf(benchmark)}: cannot be made ({e.Message.TrimEnd('.')})", e);
        }
        ColumnFileCopy.WriteAlone(file, columns, path);
        return path;
    }

    private static void Check(NatsBenchFile file, IReadOnlyList<ExtraNumbers> columns)
    {
        HashSet<string> names = [];
        foreach (ExtraNumbers column in columns)
        {
            string name = column.Description.Name;
            if (ExtraJson.Fault(column.Description) is { } fault)
                throw new NatsBenchException(fault);
            if (!names.Add(name))
                throw new NatsBenchException($"extra column {name} is given twice");
            if (column.Values.Length != file.ArchitectureCount)
                throw new NatsBenchException($"extra column {name} has {column.Values.Length} numbers where {file.Path} has {file.ArchitectureCount} architectures");
            int infinite = column.Values.Span.IndexOfAny(double.PositiveInfinity, double.NegativeInfinity);
            if (infinite >= 0)
                throw new NatsBenchException($"extra column {name}: the number of architecture {infinite} is infinite; where there is none it is absent");
        }
    }

    private static NatsBenchException Taken(ExtraEntry entry) =>
        new($"{entry.Path}: has an extra column {entry.Name} already; replace it, or choose another name");

    private static ExtraNumbers Numbers(NatsBenchFile file, ExtraEntry entry) =>
        new(entry.Describe(file.Architectures, file.Path), entry.Values.Array);
}
